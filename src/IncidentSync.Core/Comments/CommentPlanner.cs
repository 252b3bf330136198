using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>Decides which comments are carried. Comments are only added: none is edited, deleted or carried twice.</summary>
/// <remarks>
/// <code>
/// | a comment seen on a portal                                  | it is                                              |
/// |-------------------------------------------------------------|----------------------------------------------------|
/// | in the map                                                  | what the map says                                  |
/// | in the map as carried, and edited since (Sentinel)          | that, and its new words are a person's comment     |
/// | signed by us for this link                                  | ours: the copy of the comment its origin names, by |
/// |                                                             | its name or one that an earlier version gave it    |
/// | signed by us, and its origin is of no comment that is shown | ours: the copy of the one with its words           |
/// | of the name that a copy gets (Sentinel)                     | ours, whatever a person made of it                 |
/// | the engine's own (Sentinel)                                 | ours                                               |
/// | shown by our digest (Defender's)                            | carried already                                    |
/// | at first contact, with the text of one on the other portal  | carried already, each the other's counterpart      |
/// | any other                                                   | a person's: carried once to the other portal       |
///
/// | carried to                        | and Sentinel has room                | as                                 |
/// |-----------------------------------|--------------------------------------|------------------------------------|
/// | Sentinel, not all of which is read|                                      | nothing yet: it waits              |
/// | Defender                          |                                      | comments, one a part               |
/// | Defender, where it was merged     |                                      | the same, on the target            |
/// | Sentinel                          | may have been sent there already     | what was sent                      |
/// | Sentinel                          | for all its parts                    | comments, one a part               |
/// | Sentinel                          | not so many comments                 | an entry of the one digest         |
/// | Sentinel                          | not even in the digest               | refused, and journaled             |
/// </code>
/// A deleted copy is not posted again: the map says that its source was carried. A comment that ends in a marker made by none of our keys,
/// for this link or another, counts as a person's quotation. More than <see cref="MostForeign"/> of them mean that another deployment
/// carries our copies as we carry its: nothing is carried until an operator accepts them. A comment missing from a list that was not read
/// to its end does not count as deleted, and is not posted either, because our copy may be in the rest.
/// </remarks>
public static class CommentPlanner
{
    /// <summary>The name in configuration and on pages.</summary>
    public const string Name = "comments";

    /// <summary>The most comments of a link that may end in a marker that is not ours.</summary>
    public const int MostForeign = 5;

    /// <summary>The policies a connection may choose for comments; the first is the default.</summary>
    public static readonly IReadOnlyList<ConflictPolicy> Policies = [ConflictPolicy.Append, ConflictPolicy.Hold, ConflictPolicy.Off];

    /// <summary>Whether a policy of this name is for the comments.</summary>
    /// <param name="name">The name of a setting below Policy; case does not matter.</param>
    /// <returns>It is.</returns>
    public static bool IsNamed(string name) => string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether too many comments to be quotations end in a marker that is not ours.</summary>
    /// <param name="known">The map of a link.</param>
    /// <returns>They are.</returns>
    public static bool AreHeld(IEnumerable<KnownComment> known) => known.Count(comment => comment.IsForeign) > MostForeign;

    /// <summary>The plan for a link's comments.</summary>
    /// <param name="comments">What is known of them.</param>
    /// <param name="rules">The connection's rules.</param>
    /// <returns>The new map and the comments to post. The same input gives the same plan, names included.</returns>
    public static CommentPlan Plan(CommentCase comments, CommentRules rules)
    {
        if (rules.Policy == ConflictPolicy.Off)
        {
            return new CommentPlan(comments.Known, []);
        }

        var map = new CommentMap(comments, rules.Marker);
        var (defender, sentinel) = (map.See(Portal.Defender, comments.Defender), map.See(Portal.Sentinel, comments.Sentinel));
        map.SettleSources(Portal.Defender, defender);
        map.SettleSources(Portal.Sentinel, sentinel);
        map.SettleWords(defender, sentinel);
        map.SettleDigest(defender, sentinel);
        if (comments.Known.IsEmpty || comments.WasCut)
        {
            map.PairEqualTexts(defender, sentinel);
        }

        var isHeld = AreHeld(map.Known);
        if (rules.Policy != ConflictPolicy.Append || isHeld)
        {
            return new CommentPlan(map.Known, []) { IsHeld = isHeld, IsCut = comments.IsCut };
        }

        var towardsDefender = sentinel.Where(comment => map.IsWaiting(Portal.Sentinel, comment.Id))
            .SelectMany(comment => Copies(comments.Link, Portal.Sentinel, comment, rules.Marker))
            .Select(copy => copy with { Incident = comments.MergedInto });
        var (towardsSentinel, noRoom) = comments.IsCut ? ([], []) : TowardsSentinel(comments, map, defender, rules.Marker);
        return new CommentPlan(map.Known, [.. towardsSentinel, .. towardsDefender]) { NoRoom = noRoom, IsCut = comments.IsCut };
    }

    /// <summary>The name of a comment's copy in Sentinel, by which it is found again.</summary>
    /// <param name="link">The link.</param>
    /// <param name="home">The portal the comment stands on.</param>
    /// <param name="source">Its name there.</param>
    /// <param name="part">Which part of it, from 0.</param>
    /// <returns>A GUID.</returns>
    public static string CopyName(LinkId link, Portal home, CommentId source, int part) =>
        NameBasedGuid.Of(link.ToString(), home.ToString(), source.Value, part.ToString(CultureInfo.InvariantCulture)).ToString("D");

    /// <summary>The name of the engine's own comment on a twin.</summary>
    /// <param name="link">The link.</param>
    /// <returns>A GUID.</returns>
    public static string EngineCommentName(LinkId link) => NameBasedGuid.Of(link.ToString(), "engine-comment").ToString("D");

    /// <summary>The name of the comment on a twin that tells of the alerts of its incident.</summary>
    /// <param name="link">The link.</param>
    /// <returns>A GUID.</returns>
    public static string AlertsCommentName(LinkId link) => NameBasedGuid.Of(link.ToString(), "alerts").ToString("D");

    /// <summary>The name of the digest, the one comment in Sentinel that is rewritten.</summary>
    /// <param name="link">The link.</param>
    /// <returns>A GUID.</returns>
    public static string DigestName(LinkId link) => CommentDigest.NameOf(link);

    private static (IReadOnlyList<PlannedComment> Posts, ImmutableArray<CommentId> NoRoom) TowardsSentinel(
        CommentCase comments, CommentMap map, IReadOnlyList<Comment> defender, MarkerKeys marker)
    {
        var name = CommentDigest.NameOf(comments.Link);
        var (posts, overflow) = (new List<PlannedComment>(), new List<Comment>());
        foreach (var comment in defender.Where(comment => map.IsWaiting(Portal.Defender, comment.Id)))
        {
            var copies = Copies(comments.Link, Portal.Defender, comment, marker).ToList();
            var isInDigest = comments.Announced.TryGetValue(comment.Id, out var announced)
                ? announced == name
                : overflow.Count > 0 || CommentDigest.IsNeeded(comments.SentinelCount + posts.Count, copies.Count);
            if (isInDigest)
            {
                overflow.Add(comment);
            }
            else
            {
                posts.AddRange(copies);
            }
        }

        if (overflow.Count == 0)
        {
            return (posts, []);
        }

        var held = defender.Where(comment => map.IsCarriedAs(Portal.Defender, comment.Id, new CommentId(name)));
        var (text, added, noRoom) = CommentDigest.Of(held, overflow);
        foreach (var source in noRoom)
        {
            map.Refuse(Portal.Defender, source);
        }

        var signed = marker.Sign(comments.Link, MarkerKey.Origin(Portal.Defender, CommentDigest.Origin), text);
        return (added.IsEmpty ? posts : [.. posts, new PlannedComment(Portal.Sentinel, added, name, signed)], noRoom);
    }

    private static IEnumerable<PlannedComment> Copies(LinkId link, Portal home, Comment comment, MarkerKeys marker) =>
        CommentText.Parts(comment, home).Select((text, part) => new PlannedComment(
            home.Other(),
            [comment.Id],
            CopyName(link, home, comment.Id, part),
            marker.Sign(link, MarkerKey.Origin(home, new CommentId($"{comment.Id}#{part}")), text)));
}
