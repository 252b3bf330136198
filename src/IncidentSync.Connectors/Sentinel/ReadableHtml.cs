using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IncidentSync.Core.Comments;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// The visible part of an HTML comment, as plain text. The parser has no loader and runs no script, so nothing is fetched. A text too long
/// for Sentinel is left as it is, and the tree is walked without recursion.
/// </summary>
/// <remarks>
/// <code>
/// | element                         | becomes                                      |
/// |---------------------------------|----------------------------------------------|
/// | a block                         | lines of its own                             |
/// | br                              | the end of a line                            |
/// | li                              | a line that begins with a hyphen             |
/// | td, th                          | its text, a bar between two                  |
/// | a                               | its text, and its address where that differs |
/// | img                             | its alternative text and its address         |
/// | script, style, head, template   | nothing                                      |
/// | any other                       | its text                                     |
/// </code>
/// </remarks>
internal sealed partial class ReadableHtml
{
    private const int MostDepth = 200;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
    };

    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal) { "head", "script", "style", "template", "title" };

    private readonly StringBuilder _text = new();
    private int _inPre;
    private bool _owesSpace;
    private bool _isAfterHyphen;

    /// <summary>The text of a comment's HTML; null when it is not HTML, or has no text.</summary>
    public static string? Of(string text)
    {
        if (text.Length > CommentText.SentinelLimit || !Element().IsMatch(text))
        {
            return null;
        }

        using var document = new HtmlParser(new HtmlParserOptions { MaximumDepth = MostDepth }).ParseDocument(text);
        var readable = new ReadableHtml();
        readable.Walk(document.DocumentElement);
        return ManyLineEnds().Replace(readable._text.ToString(), "\n\n").Trim() is { Length: > 0 } seen ? seen : null;
    }

    private void Walk(INode root)
    {
        for (INode? node = root; node is not null;)
        {
            if (Enter(node) && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            Leave(node);
            while (node != root && node.NextSibling is null)
            {
                node = node.Parent!;
                Leave(node);
            }

            node = node == root ? null : node.NextSibling;
        }
    }

    // False where nothing below is visible.
    private bool Enter(INode node)
    {
        switch (node)
        {
            case IText text when _inPre > 0:
                Put(text.Data);
                return false;
            case IText text:
                Say(text.Data);
                return false;
            case IElement { LocalName: var unseen } when Unseen.Contains(unseen):
                return false;
            case IElement { LocalName: "br" }:
                _owesSpace = false;
                _text.Append('\n');
                return false;
            case IElement { LocalName: "img" } image:
                Say($"{image.GetAttribute("alt")}{AddressOf(image, "src")}");
                return false;
            case IElement { LocalName: "td" or "th", PreviousElementSibling: not null }:
                Say(" | ");
                break;
            case IElement { LocalName: var name } when Blocks.Contains(name):
                EndLine();
                break;
        }

        if (node is IElement { LocalName: "li" })
        {
            _text.Append("- ");
            _isAfterHyphen = true;
        }

        _inPre += node is IElement { LocalName: "pre" } ? 1 : 0;
        return node is IElement;
    }

    private void Leave(INode node)
    {
        if (node is IElement { LocalName: "a" } link)
        {
            Say(AddressOf(link, "href"));
        }
        else if (node is IElement { LocalName: var name } && Blocks.Contains(name))
        {
            _inPre -= name == "pre" ? 1 : 0;
            _isAfterHyphen = false;
            EndLine();
        }
    }

    // A link that shows its own address is written once.
    private static string AddressOf(IElement element, string attribute) =>
        element.GetAttribute(attribute)?.Trim() is { } address && Address().IsMatch(address)
            && !element.TextContent.Contains(address[(address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? 7 : 0)..],
                StringComparison.OrdinalIgnoreCase)
            ? $" ({address})"
            : "";

    private void Say(string words)
    {
        foreach (var (at, word) in WhiteSpace().Split(words).Index())
        {
            _owesSpace |= at > 0;
            if (word.Length > 0)
            {
                Put(word);
            }
        }
    }

    private void Put(string words)
    {
        if (_owesSpace && _text.Length > 0 && _text[^1] is not ('\n' or ' '))
        {
            _text.Append(' ');
        }

        _text.Append(words);
        (_owesSpace, _isAfterHyphen) = (false, false);
    }

    private void EndLine()
    {
        _owesSpace = false;
        if (_text.Length > 0 && _text[^1] != '\n' && !_isAfterHyphen)
        {
            _text.Append('\n');
        }
    }

    [GeneratedRegex(
        @"<(?:a|article|b|blockquote|body|br|center|code|details|div|em|font|h[1-6]|hr|html|i|img|li|ol|p|pre|section|small|span|strong"
        + @"|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Element();

    [GeneratedRegex(@"^(?:https?://|mailto:)\S+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\n(?:[ \t]*\n){2,}")]
    private static partial Regex ManyLineEnds();
}
