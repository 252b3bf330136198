using System.Buffers;
using System.Text;

namespace IncidentSync.Core.Values;

/// <summary>
/// The part of a text that crosses to the other portal. Control and direction characters can make a text look different from what it says,
/// in a queue, a log and a terminal. Leaving them out is projection, like cutting a long text: it is not an edit, and the two texts count
/// as the same.
/// </summary>
/// <remarks>
/// <code>
/// | text                                                  | towards  | crosses without                  | and what is markup          |
/// |-------------------------------------------------------|----------|----------------------------------|-----------------------------|
/// | title, tag, owner (one line)                          | either   | controls, line breaks, direction | crosses: it is shown plain  |
/// | description, closing comment (several lines)          | either   | controls, direction              | crosses: it is shown plain  |
/// | a comment's author (one line)                         | Defender | controls, line breaks, direction | crosses: it is shown plain  |
/// | a comment's author (one line)                         | Sentinel | controls, line breaks, direction | encoded: Comments.Markup    |
/// | a comment's body (several lines)                      | Defender | controls, direction              | crosses: it is shown plain  |
/// | a comment's body (several lines)                      | Sentinel | controls, direction              | encoded: Comments.Markup    |
/// | the address of the Defender incident (a twin's first  | Sentinel | controls, line breaks, direction | encoded: Comments.Markup    |
/// |   comment)                                            |          |                                  |                             |
///
/// | controls    | U+0000 to U+001F, U+007F to U+009F, but for tab, line feed and carriage return in a text of several lines             |
/// | line breaks | line feed, carriage return, U+2028, U+2029; and the tab                                                               |
/// | direction   | U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 (Unicode Bidirectional Algorithm, UAX #9, table 4)         |
/// </code>
/// All else stays, the joiner that makes one emoji of several included.
/// </remarks>
public static class Crossing
{
    private static readonly char[] Turns =
        ['\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];

    private static readonly char[] Controls = [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)];

    // Each of them is one UTF-16 unit.
    private static readonly SearchValues<char> NotInLine = SearchValues.Create([.. Controls, '\u2028', '\u2029', .. Turns]);

    private static readonly SearchValues<char> NotInLines = SearchValues.Create([.. Controls.Except(['\t', '\n', '\r']), .. Turns]);

    /// <summary>The part of a one-line text that crosses.</summary>
    /// <param name="text">A title, a tag, an owner's text or an author.</param>
    /// <returns>The text itself when nothing is left out.</returns>
    public static string Line(string text) => Without(text, NotInLine);

    /// <summary>The part of a text of several lines that crosses.</summary>
    /// <param name="text">A description, a closing comment or a comment's body.</param>
    /// <returns>The text itself when nothing is left out.</returns>
    public static string Lines(string text) => Without(text, NotInLines);

    private static string Without(string text, SearchValues<char> leftOut)
    {
        if (!text.AsSpan().ContainsAny(leftOut))
        {
            return text;
        }

        // Two surrogates that had something between them do not form a character.
        var kept = new StringBuilder(text.Length);
        foreach (var one in Text.Whole(text))
        {
            if (!leftOut.Contains(one))
            {
                kept.Append(one);
            }
        }

        return kept.ToString();
    }
}
