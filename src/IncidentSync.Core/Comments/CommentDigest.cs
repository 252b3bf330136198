using System.Collections.Immutable;
using System.Text.RegularExpressions;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>
/// One comment of ours in Sentinel that holds all comments for which there is no room one by one: an incident holds 100 comments (Microsoft
/// Sentinel service limits). It is rewritten, longer each time, until it is full.
/// </summary>
internal static partial class CommentDigest
{
    private const int MostComments = 100;

    /// <summary>Room reserved for people and playbooks.</summary>
    private const int LeftFree = 10;

    private const string Head = "These comments were written in Defender after this incident had almost as many as Sentinel holds:";

    // Room for the marker.
    private const int MostText = CommentText.SentinelLimit - 200;

    /// <summary>The origin that the digest's marker names.</summary>
    public static readonly CommentId Origin = new("digest");

    /// <summary>Sentinel has no room for this many more of ours.</summary>
    public static bool IsNeeded(int sentinelCount, int more) => sentinelCount + more > MostComments - LeftFree;

    /// <summary>The digest's name in Sentinel.</summary>
    public static string NameOf(LinkId link) => NameBasedGuid.Of(link.ToString(), "digest").ToString("D");

    /// <summary>The digest of its present entries and of the waiting comments, and those that do not fit even there.</summary>
    public static (string Text, ImmutableArray<CommentId> Added, ImmutableArray<CommentId> NoRoom) Of(
        IEnumerable<Comment> held, IEnumerable<Comment> waiting)
    {
        var text = held.Aggregate(Head, With);
        var (added, noRoom) = (ImmutableArray.CreateBuilder<CommentId>(), ImmutableArray.CreateBuilder<CommentId>());
        foreach (var comment in waiting)
        {
            var longer = With(text, comment);
            var fits = longer.Length <= MostText;
            (fits ? added : noRoom).Add(comment.Id);
            text = fits ? longer : text;
        }

        return (text, added.ToImmutable(), noRoom.ToImmutable());
    }

    /// <summary>Which of the waiting comments the digest shows: exactly, or by their words where no other comment has the same.</summary>
    /// <param name="digest">The digest as Sentinel shows it.</param>
    /// <param name="held">The comments that are known to stand in it.</param>
    /// <param name="waiting">Those of which that is asked.</param>
    public static IEnumerable<Comment> HeldBy(string digest, IEnumerable<Comment> held, IReadOnlyList<Comment> waiting)
    {
        var whole = CommentText.Said(digest);
        var words = EntryHead().Split(MarkerKey.Strip(digest).ReplaceLineEndings("\n")).Skip(1).Select(CommentText.Said).ToList();
        foreach (var comment in held)
        {
            words.Remove(CommentText.Words(comment, Portal.Defender));
        }

        return waiting.Where(comment => words.Remove(CommentText.Words(comment, Portal.Defender))
            | whole.Contains(CommentText.Said(CommentText.Entry(comment, Portal.Defender)), StringComparison.Ordinal));
    }

    private static string With(string text, Comment comment) => $"{text}\n\n{CommentText.Entry(comment, Portal.Defender)}";

    [GeneratedRegex(
        @"\n\n[^\n]* in Defender(?:, [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC)?:\n", RegexOptions.CultureInvariant)]
    private static partial Regex EntryHead();
}
