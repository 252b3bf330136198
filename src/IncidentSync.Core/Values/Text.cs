using System.Globalization;
using System.Text;

namespace IncidentSync.Core.Values;

/// <summary>Cutting text to what a portal holds without splitting what a reader sees as one character.</summary>
public static class Text
{
    /// <summary>No visible character is assumed longer than this many UTF-16 units (family emoji, stacked marks).</summary>
    public const int LongestCluster = 64;

    /// <summary>
    /// The longest beginning of <paramref name="text"/> of at most <paramref name="limit"/> UTF-16 units that ends between graphemes.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="limit">In UTF-16 units, as .NET and JavaScript count them; not negative.</param>
    /// <returns>The text itself when it fits; empty when not even its first grapheme does.</returns>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= limit)
        {
            end = next;
        }

        return text[..end];
    }

    /// <summary>
    /// The longest beginning of <paramref name="text"/> of at most <paramref name="limit"/> bytes of UTF-8 that ends between graphemes.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="limit">In bytes; not negative. Half a surrogate pair counts as the replacement character.</param>
    /// <returns>The text itself when it fits; empty when not even its first grapheme does.</returns>
    public static string CutToBytes(string text, int limit)
    {
        if (Encoding.UTF8.GetByteCount(text) <= limit)
        {
            return text;
        }

        var (end, bytes) = (0, 0);
        while (true)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(end, length));
            if (bytes > limit)
            {
                return text[..end];
            }

            end += length;
        }
    }

    /// <summary>Whether two texts look the same, apart from Unicode form, line ends and white space around them.</summary>
    /// <param name="left">A text.</param>
    /// <param name="right">Another.</param>
    /// <returns>True when storing one for the other is not an edit.</returns>
    public static bool SameSight(string left, string right) => left == right || Plain(left) == Plain(right);

    private static string Plain(string text)
    {
        var lines = Whole(text.ReplaceLineEndings("\n").Trim());
        return lines.IsNormalized() ? lines : lines.Normalize();
    }

    /// <summary>Replaces half a surrogate pair, which normalization refuses, with the replacement character.</summary>
    internal static string Whole(string text)
    {
        var bad = false;
        foreach (var rune in text.EnumerateRunes())
        {
            bad |= rune == Rune.ReplacementChar;
        }

        return bad ? string.Concat(text.EnumerateRunes()) : text;
    }
}
