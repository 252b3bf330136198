using System.Text.RegularExpressions;

namespace IncidentSync.Core.Alerts;

/// <summary>Makes a URL that nobody opens by a click and that no portal turns into a link.</summary>
/// <remarks>
/// <code>
/// | written                        | shown             |
/// |--------------------------------|-------------------|
/// | http:// or https://, anywhere  | hxxp://, hxxps:// |
/// | another scheme at the start    | ftp[:]//          |
/// | a dot of the host              | [.]               |
/// </code>
/// </remarks>
internal static partial class Defanged
{
    public static string Of(string url)
    {
        var schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        var hostStart = schemeEnd < 0 ? 0 : schemeEnd + 3;
        var pathStart = url.AsSpan(hostStart).IndexOfAny("/?#\\");
        var hostEnd = pathStart < 0 ? url.Length : hostStart + pathStart;
        var scheme = Http().Replace(url[..hostStart], "hxxp");
        var isOther = schemeEnd > 0 && !scheme.StartsWith("hxxp", StringComparison.Ordinal);
        return (isOther ? $"{scheme[..schemeEnd]}[:]//" : scheme)
            + url[hostStart..hostEnd].Replace(".", "[.]", StringComparison.Ordinal) + Http().Replace(url[hostEnd..], "hxxp");
    }

    [GeneratedRegex("http(?=s?://)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Http();
}
