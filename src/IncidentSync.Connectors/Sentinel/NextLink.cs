using System.Text.Json;
using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// Reads a nextLink, which arrives unescaped (spaces, dollar signs). Only its token is used, and only if it points to the same list: a link
/// elsewhere would take our bearer token there.
/// </summary>
internal static class NextLink
{
    private const int Longest = 16 * 1024;

    private static readonly string[] KnownParameters = ["api-version", "$filter", "$orderby", "$top", "$skipToken"];

    /// <summary>Where a page's answer leads: nowhere, to the next page, or to a forbidden place.</summary>
    public static (FeedContinuation? Next, string? Problem) Of(JsonElement body, FeedContinuation? current, Uri asked)
    {
        if (body.Text("nextLink") is not { Length: > 0 } link)
        {
            return (null, null);
        }

        var (token, problem) = Read(link, asked);
        return token is not null && token == current?.Value
            ? (null, "nextLink leads to its own page")
            : (token is null ? null : new FeedContinuation(token), problem);
    }

    /// <summary>The token, or null with the problem.</summary>
    public static (string? SkipToken, string? Problem) Read(string link, Uri asked)
    {
        if (link.Length > Longest)
        {
            return (null, "nextLink is too long");
        }

        var question = link.IndexOf('?');
        if (question < 0 || !Uri.TryCreate(link[..question], UriKind.Absolute, out var place)
            || !new EndpointGuard(new Uri(asked, "/")).Allows(place)
            || !string.Equals(PathOf(place), PathOf(asked), StringComparison.OrdinalIgnoreCase))
        {
            return (null, "nextLink points to another list");
        }

        string? token = null;
        foreach (var parameter in link[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = parameter.IndexOf('=') is >= 0 and var equals
                ? (Uri.UnescapeDataString(parameter[..equals]), parameter[(equals + 1)..])
                : (Uri.UnescapeDataString(parameter), "");
            if (!KnownParameters.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return (null, "nextLink has a parameter that the request did not have");
            }

            if (string.Equals(name, "$skipToken", StringComparison.OrdinalIgnoreCase))
            {
                token = Uri.UnescapeDataString(value);
            }
        }

        return token is { Length: > 0 } ? (token, null) : (null, "nextLink has no $skipToken");
    }

    // The link does not escape what we escaped: a resource group may be called "soc (west)".
    private static string PathOf(Uri uri) => Uri.UnescapeDataString(uri.AbsolutePath);
}
