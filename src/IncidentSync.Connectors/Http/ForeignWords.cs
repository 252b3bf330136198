using System.Globalization;
using System.Text;

namespace IncidentSync.Connectors.Http;

/// <summary>A portal's own words, fit for a log, a terminal and a page: printable, one line, 200 characters.</summary>
internal static class ForeignWords
{
    private const int Longest = 200;

    private static readonly UnicodeCategory[] Unprintable =
    [
        UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.Surrogate, UnicodeCategory.PrivateUse,
        UnicodeCategory.OtherNotAssigned,
        UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator,
    ];

    /// <summary>The words with one space for whatever does not print or breaks the line, cut with an ellipsis.</summary>
    public static string OneLine(string words)
    {
        var line = new StringBuilder();
        foreach (var rune in words.EnumerateRunes())
        {
            if (Prints(rune))
            {
                line.Append(rune);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length > Longest && line[^1] != ' ')
            {
                return Cut(line);
            }
        }

        return line.ToString().TrimEnd();
    }

    private static bool Prints(Rune rune) => !Rune.IsWhiteSpace(rune) && !Unprintable.Contains(Rune.GetUnicodeCategory(rune));

    // Never between the halves of a character.
    private static string Cut(StringBuilder line)
    {
        const int kept = Longest - 1;
        return line.ToString(0, char.IsLowSurrogate(line[kept]) ? kept - 1 : kept).TrimEnd() + "…";
    }
}
