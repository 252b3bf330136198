using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Core.Comments;

/// <summary>Decides which comments are carried. Comments only ever grow: nothing is edited, deleted or carried twice.</summary>
/// <remarks>
/// <code>
/// | a comment seen on a portal                                  | it is                                              |
/// |-------------------------------------------------------------|----------------------------------------------------|
/// | in the map                                                  | what the map says                                  |
/// | signed by us for this link                                  | ours: the copy of the comment its origin names     |
/// | under a name that we give to copies (Sentinel)              | ours: the copy of the comment the name is made of  |
/// | the engine's own (Sentinel)                                 | ours                                               |
/// | at first contact, with the text of one on the other portal  | carried already, each the other's counterpart      |
/// | any other                                                   | a person's: carried once to the other portal       |
/// </code>
/// </remarks>
public static class CommentPlanner
{
    /// <summary>The name in configuration and on pages.</summary>
    public const string Name = "comments";

    /// <summary>The policies a connection may choose for comments; the first is the default.</summary>
    public static readonly IReadOnlyList<ConflictPolicy> Policies = [ConflictPolicy.Append, ConflictPolicy.Hold, ConflictPolicy.Off];

    /// <summary>A policy of this name is for the comments.</summary>
    /// <param name="name">A name from the configuration; compared ignoring case.</param>
    /// <returns>True for <c>comments</c>, which is no <see cref="Field"/> and is configured beside them.</returns>
    public static bool IsNamed(string name) => string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The plan for a link's comments.</summary>
    /// <param name="link">The link.</param>
    /// <param name="known">The map so far.</param>
    /// <param name="defender">Defender's comments, oldest first; null when they were not read.</param>
    /// <param name="sentinel">Sentinel's comments, oldest first; null when they were not read.</param>
    /// <param name="rules">The connection's rules.</param>
    /// <returns>The map from now on and what is to be posted. The same input gives the same plan, names included.</returns>
    public static CommentPlan Plan(
        LinkId link, ImmutableArray<KnownComment> known, IReadOnlyList<Comment>? defender, IReadOnlyList<Comment>? sentinel, SyncRules rules)
    {
        if (rules.CommentPolicy == ConflictPolicy.Off)
        {
            return new CommentPlan(known, []);
        }

        var map = new CommentMap(link, known, rules.Marker);
        map.See(Portal.Defender, defender ?? []);
        map.See(Portal.Sentinel, sentinel ?? []);
        map.SettleSources(Portal.Defender, defender ?? []);
        map.SettleSources(Portal.Sentinel, sentinel ?? []);
        if (known.IsEmpty)
        {
            map.PairEqualTexts(defender ?? [], sentinel ?? []);
        }

        var posts = rules.CommentPolicy == ConflictPolicy.Append
            ? Posts(link, map, Portal.Defender, defender ?? [], rules.Marker).Concat(Posts(link, map, Portal.Sentinel, sentinel ?? [], rules.Marker))
            : [];
        return new CommentPlan(map.Known, [.. posts]);
    }

    /// <summary>The name that the copy of a comment gets in Sentinel, and under which it is found again.</summary>
    /// <param name="link">The link.</param>
    /// <param name="home">The portal the source stands on.</param>
    /// <param name="source">The source's name there.</param>
    /// <param name="part">Which part of it, from 0.</param>
    /// <returns>
    /// A GUID. Sentinel lets the caller choose a comment's name (Incident Comments - Create Or Update): a second PUT makes no second copy.
    /// </returns>
    public static string CopyName(LinkId link, Portal home, CommentId source, int part) =>
        NameBasedGuid.Of(link.ToString(), home.ToString(), source.Value, part.ToString(CultureInfo.InvariantCulture)).ToString("D");

    /// <summary>The name of the engine's own comment on a twin.</summary>
    /// <param name="link">The link.</param>
    /// <returns>A GUID.</returns>
    public static string EngineCommentName(LinkId link) => NameBasedGuid.Of(link.ToString(), "engine-comment").ToString("D");

    private static IEnumerable<PlannedComment> Posts(LinkId link, CommentMap map, Portal home, IReadOnlyList<Comment> comments, MarkerKey marker) =>
        from comment in comments
        where map.IsWaiting(home, comment.Id)
        from part in CommentText.Parts(comment, home).Select((text, index) => (Text: text, Index: index))
        let origin = MarkerKey.Origin(home, new CommentId($"{comment.Id}#{part.Index}"))
        select new PlannedComment(home.Other(), home, comment.Id, CopyName(link, home, comment.Id, part.Index), marker.Sign(link, origin, part.Text), comment.At);
}
