using System.Globalization;
using System.Text;

namespace IncidentSync.Core.Comments;

/// <summary>
/// Sentinel renders HTML and Markdown. What is markup is encoded, and nothing else is: whoever reads comments through the API or in a query
/// reads the letters that were written.
/// </summary>
/// <remarks>
/// <code>
/// | written                    | in Sentinel                                                                                    |
/// |----------------------------|------------------------------------------------------------------------------------------------|
/// | &amp; &lt; &gt; quote apostrophe | an entity                                                                                      |
/// | ![                         | with a space of no width between: a remote image would call home from the analyst's browser    |
/// | any other                  | as it is                                                                                       |
/// </code>
/// </remarks>
internal static class Markup
{
    /// <summary>The text as Sentinel is given it.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            encoded.Append(Before(text, at)).Append(Of(text[at]));
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
            length += Enumerable.Range(end, next - end).Sum(at => Before(text, at).Length + Of(text[at]).Length);
            if (length > limit)
            {
                break;
            }

            end = next;
        }

        return text[..end];
    }

    private static string Before(string text, int at) => text[at] == '[' && at > 0 && text[at - 1] == '!' ? "\u200B" : "";

    private static string Of(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => character.ToString(),
    };
}
