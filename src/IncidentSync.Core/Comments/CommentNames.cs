using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>
/// Names Defender's comments, which have no id (Graph: alertComment resource type). They cannot be edited or deleted, so time and text
/// name one, with its ordinal among equals; without a time the text alone. The author is not part of the name: people are renamed, and
/// Graph shows one app as <c>X</c> in the answer to a POST and as <c>API-App:X</c> later.
/// </summary>
/// <remarks>
/// <code>
/// | a comment that Defender shows, of which                             | is called                              |
/// |---------------------------------------------------------------------|----------------------------------------|
/// | the name is known                                                   | that                                   |
/// | a name is known that an earlier version gave it: author, time, text | that one                               |
/// | time and words were shown before, under a name that no other has    | that one                               |
/// | the words were shown or announced before, the same                  | that one                               |
/// | nothing is known                                                    | by its own name                        |
/// </code>
/// A name never changes: the map, the intents, and the copies in Sentinel use it.
/// </remarks>
public static class CommentNames
{
    private const string AppPrefix = "API-App:";

    /// <summary>
    /// Comments of one incident with their own names, oldest first; one without a time stays after the one that precedes it in the list.
    /// </summary>
    /// <param name="shown">The comments in the portal's order; their ids are not looked at.</param>
    /// <returns>The same comments.</returns>
    public static ImmutableArray<Comment> Of(IEnumerable<Comment> shown)
    {
        var (seen, last) = (new Dictionary<string, int>(), new Stamp(0));
        return
        [
            .. shown.Select(comment => (Comment: comment, At: last = comment.At ?? last)).OrderBy(placed => placed.At)
                .Select(placed => placed.Comment with { Id = Numbered($"{placed.Comment.At?.Ticks}\n{placed.Comment.Text}", seen) }),
        ];
    }

    /// <summary>The comments under the names by which they are known.</summary>
    /// <param name="shown">The comments with their own names.</param>
    /// <param name="stamp">The incident's stamp, which earlier versions took for the time of a comment without one.</param>
    /// <param name="before">What was shown before.</param>
    /// <param name="announced">Copies that are announced, each with the name of its source.</param>
    /// <param name="known">The names in the map.</param>
    /// <returns>The same comments in the same order.</returns>
    public static ImmutableArray<Comment> Keep(
        ImmutableArray<Comment> shown,
        Stamp stamp,
        ImmutableArray<Comment> before,
        IReadOnlyCollection<(CommentId Source, string Copy)> announced,
        IEnumerable<CommentId> known)
    {
        var (map, earlier) = (known.ToHashSet(), before.Select(comment => comment.Id).ToHashSet());
        if (shown.All(comment => map.Contains(comment.Id) || earlier.Contains(comment.Id)))
        {
            return shown;
        }

        var (names, taken) = (new CommentId?[shown.Length], new HashSet<CommentId>());
        var former = Former(shown, stamp);
        var words = shown.Select(Words).ToArray();
        var left = announced.Select(one => (Id: one.Source, At: (Stamp?)null, Words: CommentText.Carried(one.Copy)?.Words))
            .Concat(before.Select(comment => (comment.Id, comment.At, Words: (string?)Words(comment)))).ToList();
        Take(at => map.Contains(shown[at].Id) || earlier.Contains(shown[at].Id) ? [shown[at].Id] : []);
        Take(at => former[shown[at].Id].Where(map.Contains));
        Take(at => left.Where(other => other.At is { } then && then == shown[at].At && other.Words == words[at]).Select(other => other.Id));
        Take(at => left.Where(other => other.Words == words[at]).Select(other => other.Id));
        return [.. shown.Select((comment, at) => names[at] is { } name ? comment with { Id = name } : comment)];

        void Take(Func<int, IEnumerable<CommentId>> candidates)
        {
            foreach (var at in Enumerable.Range(0, shown.Length).Where(at => names[at] is null))
            {
                foreach (var name in candidates(at).Where(taken.Add).Take(1))
                {
                    names[at] = name;
                }
            }
        }
    }

    /// <summary>What versions up to the autumn of 2026 called each of these comments, in every spelling of its author.</summary>
    /// <param name="comments">The comments of one incident, oldest first.</param>
    /// <param name="stamp">The incident's stamp.</param>
    internal static Dictionary<CommentId, ImmutableArray<CommentId>> Former(IReadOnlyList<Comment> comments, Stamp stamp)
    {
        var seen = new Dictionary<string, int>();
        return comments.ToDictionary(comment => comment.Id, comment => (ImmutableArray<CommentId>)
        [
            .. from author in Spellings(comment.Author)
               from at in new[] { comment.At ?? stamp, stamp }.Distinct()
               select Numbered(string.Create(CultureInfo.InvariantCulture, $"{author}\n{at.Ticks}\n{comment.Text}"), seen),
        ]);
    }

    private static string Words(Comment comment) => CommentText.Words(comment, Portal.Defender);

    // A comment of the older shape, createdBy, had no author then.
    private static string[] Spellings(string author) =>
        [author, author.StartsWith(AppPrefix, StringComparison.Ordinal) ? author[AppPrefix.Length..] : AppPrefix + author, ""];

    private static CommentId Numbered(string words, Dictionary<string, int> seen)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..32];
        seen[digest] = seen.GetValueOrDefault(digest) + 1;
        return new CommentId(string.Create(CultureInfo.InvariantCulture, $"{digest}.{seen[digest]}"));
    }
}
