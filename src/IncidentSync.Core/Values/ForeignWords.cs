using System.Globalization;
using System.Text;

namespace IncidentSync.Core.Values;

/// <summary>
/// Makes texts of others (a portal, Entra, the broker, PostgreSQL, a library that quotes them) safe for a log, a terminal and a page:
/// printable, one line, 200 characters. Every such text passes here when it is read, before it can leave the process.
/// </summary>
public static class ForeignWords
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int Longest = 200;

    private static readonly UnicodeCategory[] Unprintable =
    [
        UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.Surrogate, UnicodeCategory.PrivateUse,
        UnicodeCategory.OtherNotAssigned,
        UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator,
    ];

    /// <summary>The text with one space for each run that does not print or breaks the line, cut with an ellipsis.</summary>
    /// <param name="words">The text of others; null counts as empty.</param>
    /// <param name="longest">The longest result; at least 2.</param>
    /// <returns>The safe text; empty when nothing of it prints.</returns>
    public static string OneLine(string? words, int longest = Longest)
    {
        var line = new StringBuilder();
        foreach (var rune in (words ?? "").EnumerateRunes())
        {
            if (Prints(rune))
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length > longest && line[^1] != ' ')
            {
                return Cut(line, longest - 1);
            }
        }

        return line.ToString().TrimEnd();
    }

    private static bool Prints(Rune rune) => !Rune.IsWhiteSpace(rune) && !Unprintable.Contains(Rune.GetUnicodeCategory(rune));

    // Never between the halves of a character.
    private static string Cut(StringBuilder line, int kept) =>
        line.ToString(0, char.IsLowSurrogate(line[kept]) ? kept - 1 : kept).TrimEnd() + "…";
}
