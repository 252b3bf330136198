using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>
/// What Sentinel would make of a comment, by rules of its own: HTML is parsed, and of Markdown every image, and every link and definition
/// with another scheme than http and https, is named.
/// </summary>
internal static partial class LiveMarkup
{
    public static IReadOnlyList<string> In(string comment)
    {
        using var page = new HtmlParser().ParseDocument(comment);
        return
        [
            .. page.Body!.QuerySelectorAll("*").Concat(page.Head!.QuerySelectorAll("*")).Select(element => element.OuterHtml),
            .. Image().Matches(comment).Select(image => image.Value),
            .. Target().Matches(comment).Select(target => target.Value).Where(HasOtherScheme),
        ];
    }

    // Browsers and renderers decode, and pass over what does not print.
    private static bool HasOtherScheme(string target)
    {
        var address = Ignored().Replace(System.Net.WebUtility.HtmlDecode(System.Net.WebUtility.HtmlDecode(target[2..])), "")
            .Replace("&colon;", ":", StringComparison.OrdinalIgnoreCase);
        return Scheme().Match(address) is { Success: true } scheme && scheme.Groups[1].Value.ToLowerInvariant() is not ("http" or "https");
    }

    [GeneratedRegex(@"!\[")]
    private static partial Regex Image();

    [GeneratedRegex(@"\][(:][^)\]]{0,200}")]
    private static partial Regex Target();

    [GeneratedRegex(@"[\s\p{C}\\<>""']")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"\A([a-zA-Z][a-zA-Z0-9+.-]{0,60}):")]
    private static partial Regex Scheme();
}
