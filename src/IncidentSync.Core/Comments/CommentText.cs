using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using IncidentSync.Core.Values;
using Text = IncidentSync.Core.Values.Text;

namespace IncidentSync.Core.Comments;

/// <summary>How a comment reads on the other portal.</summary>
public static partial class CommentText
{
    /// <summary>The longest comment of Sentinel (Microsoft Sentinel service limits); Defender documents no limit.</summary>
    public const int SentinelLimit = 30_000;

    // Room for the first line and the marker.
    private const int PartLength = SentinelLimit - 500;

    // A name in Entra is no longer.
    private const int MostAuthor = 256;

    private const string Nobody = "somebody";

    // This much of any text fits into a part: no entity is longer than six letters.
    private const int LeastPart = PartLength / 6;

    /// <summary>Two texts are the same comment when these are equal: a portal may change entities, Unicode form and white space.</summary>
    /// <param name="text">A comment as a portal shows it.</param>
    /// <returns>For comparing and signing only; it is never posted.</returns>
    public static string Canonical(string text) =>
        WhiteSpace().Replace(Text.Whole(WebUtility.HtmlDecode(text)), " ").Trim().Normalize();

    /// <summary>A digest of a comment's text, to notice an edit.</summary>
    /// <param name="text">The comment's text.</param>
    /// <returns>12 hexadecimal digits, the same for texts that are the same comment.</returns>
    public static string ContentHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(text))))[..12];

    /// <summary>The parts of a comment, in order, none longer than a portal holds. Most comments have one part.</summary>
    /// <param name="comment">The source.</param>
    /// <param name="home">The portal it stands on.</param>
    /// <returns>At least one; each begins with who wrote the comment, where and when. The marker is not in it yet.</returns>
    public static IReadOnlyList<string> Parts(Comment comment, Portal home)
    {
        var text = Body(comment);
        var parts = new List<string>();
        while (parts.Count == 0 || text.Length > 0)
        {
            var part = First(text, home);
            parts.Add(Shown(part, home));
            text = text[part.Length..];
        }

        return [.. parts.Select((part, index) =>
            $"{From(comment, home)}{(parts.Count == 1 ? "" : $" ({index + 1}/{parts.Count})")}:\n{part}")];
    }

    /// <summary>The whole comment as one entry of a digest.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="home">The portal it stands on.</param>
    /// <returns>A line that says who and when, and the text.</returns>
    public static string Entry(Comment comment, Portal home) => $"{From(comment, home)}:\n{Shown(Body(comment), home)}";

    /// <summary>The original text in a copy of ours, for comparison: without the first line and the marker.</summary>
    /// <param name="copy">The copy as it is announced or shown.</param>
    /// <returns>What it says, and whether they are the first part of several; null for words that are another part.</returns>
    internal static (string Words, bool IsBegun)? Carried(string copy)
    {
        var text = MarkerKey.Strip(copy);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var part = Part().Match(end < 0 ? "" : text[..end]);
        return part.Success && part.Groups["part"].Value != "1"
            ? null
            : (Said(end < 0 ? "" : text[(end + 1)..]), part.Success);
    }

    /// <summary>
    /// The text for comparison, whatever version carried it: without white space, without what does not cross, and without the zero-width
    /// space with which earlier versions broke an image.
    /// </summary>
    /// <param name="text">A comment, a copy's text or a digest's entry, as a portal shows it.</param>
    /// <returns>For comparing only.</returns>
    internal static string Said(string text)
    {
        var crossing = Crossing.Line(Text.Whole(WebUtility.HtmlDecode(text))).Replace("!\u200B[", "![", StringComparison.Ordinal);
        return WhiteSpace().Replace(crossing, "").Normalize();
    }

    /// <summary>What <see cref="Carried"/> would return for the copy of a comment in one part.</summary>
    /// <param name="comment">The source.</param>
    /// <param name="home">The portal it stands on.</param>
    /// <returns>For comparing only.</returns>
    internal static string Words(Comment comment, Portal home) => Said(Shown(Body(comment), home));

    private static string From(Comment comment, Portal home) => CommentEdit.Is(comment.Id)
        ? $"{Author(comment, home)} in {home}, edited{When(" ", comment.EditedAt ?? comment.At)}"
        : $"{Author(comment, home)} in {home}{When(", ", comment.At)}";

    private static string Author(Comment comment, Portal home)
    {
        var name = Crossing.Line(comment.Author);
        var cut = home == Portal.Defender ? Markup.Cut(name, MostAuthor) : Text.Cut(name, MostAuthor);
        return string.IsNullOrWhiteSpace(cut) ? Nobody : Shown(cut, home) + (cut.Length < name.Length ? "\u2026" : "");
    }

    private static string When(string before, Stamp? at) => at is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{before}{known.Moment:yyyy-MM-dd HH:mm:ss} UTC")
        : "";

    private static string Body(Comment comment) => MarkerKey.Strip(Crossing.Lines(comment.Readable ?? comment.Text));

    private static string Shown(string text, Portal home) => home == Portal.Defender ? Markup.Encode(text) : text;

    // A character too long for any part, such as a letter with thousands of marks, is split anyway.
    private static string First(string text, Portal home)
    {
        var part = home == Portal.Defender ? Markup.Cut(text, PartLength) : Text.Cut(text, PartLength);
        return part.Length > 0 || text.Length == 0 ? part : text[..(LeastPart - (char.IsHighSurrogate(text[LeastPart - 1]) ? 1 : 0))];
    }

    [GeneratedRegex(@" \((?<part>[0-9]+)/[0-9]+\):\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
