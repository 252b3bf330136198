using System.Globalization;
using System.Text;

namespace IncidentSync.Core.Comments;

/// <summary>
/// Sentinel renders HTML and Markdown. Markup is encoded and nothing else is, so that comments stay readable through the API and in
/// queries, and a person in the portal sees every letter.
/// </summary>
/// <remarks>
/// <code>
/// | written                                     | in Sentinel                                                                     |
/// |---------------------------------------------|---------------------------------------------------------------------------------|
/// | &amp; &lt; &gt; quote apostrophe                  | an entity                                                                       |
/// | ![                                          | the bracket is one: a remote image would call home from the analyst's browser   |
/// | ](x or ]:x, x of another scheme than http,  | the bracket is one: CommonMark takes no entity for the end of a link's text     |
/// |   https, or not told for certain            |                                                                                 |
/// | any other                                   | as it is                                                                        |
/// </code>
/// </remarks>
internal static class Markup
{
    // No scheme that a browser knows is longer.
    private const int LongestScheme = 64;

    private static readonly string[] Harmless = ["http", "https"];

    /// <summary>The text as it is sent to Sentinel.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            encoded.Append(Of(text, at));
        }

        return encoded.ToString();
    }

    /// <summary>The longest beginning of a text that ends between graphemes and is not longer than the limit once it is encoded.</summary>
    public static string Cut(string text, int limit)
    {
        var (end, length) = (0, 0);
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end));
            length += Enumerable.Range(end, next - end).Sum(at => Of(text, at).Length);
            if (length > limit)
            {
                break;
            }

            end = next;
        }

        return text[..end];
    }

    private static string Of(string text, int at) => text[at] switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '[' when at > 0 && text[at - 1] == '!' => "&#91;",
        ']' when at + 1 < text.Length && text[at + 1] is '(' or ':' && !IsHarmless(text.AsSpan(at + 2), text[at + 1] == '(') => "&#93;",
        var other => other.ToString(),
    };

    // Characters that a browser or renderer ignores within a scheme prove nothing; an entity or a percent sign may mean any letter.
    private static bool IsHarmless(ReadOnlySpan<char> target, bool isInline)
    {
        var scheme = new StringBuilder();
        foreach (var one in target)
        {
            switch (one)
            {
                case ':':
                    return Harmless.Contains(scheme.ToString(), StringComparer.OrdinalIgnoreCase);
                case '&' or '%':
                    return false;
                case var passed when IsPassedOver(passed):
                    break;
                case var letter when char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.':
                    scheme.Append(letter);
                    break;
                default:
                    return true;
            }

            if (scheme.Length > LongestScheme)
            {
                return true;
            }
        }

        // The text ends within what may become a scheme; only what stands in the brackets of a link can go on behind it.
        return !isInline;
    }

    private static bool IsPassedOver(char one) => char.IsWhiteSpace(one) || one is '\\' or '<' or '"' or '\''
        || char.GetUnicodeCategory(one) is UnicodeCategory.Control or UnicodeCategory.Format;
}
