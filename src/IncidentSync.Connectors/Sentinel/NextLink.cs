using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// Reads a nextLink, which arrives unescaped (spaces, dollar signs). Of it only the token is used, and only if it points to the very list
/// that was asked: a link to another place would take our bearer token there.
/// </summary>
internal static class NextLink
{
    private static readonly string[] KnownParameters = ["api-version", "$filter", "$orderby", "$top", "$skipToken"];

    /// <summary>The token, or null with what was wrong.</summary>
    public static (string? SkipToken, string? Problem) Read(string link, Uri asked)
    {
        var question = link.IndexOf('?');
        if (question < 0 || !Uri.TryCreate(link[..question], UriKind.Absolute, out var place) || !new EndpointGuard(new Uri(asked, "/")).Allows(place)
            || !string.Equals(place.AbsolutePath, asked.AbsolutePath, StringComparison.OrdinalIgnoreCase))
        {
            return (null, "nextLink points to another place");
        }

        string? token = null;
        foreach (var parameter in link[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=');
            var name = Uri.UnescapeDataString(equals < 0 ? parameter : parameter[..equals]);
            if (!KnownParameters.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return (null, "nextLink carries a parameter that was not asked for");
            }

            if (string.Equals(name, "$skipToken", StringComparison.OrdinalIgnoreCase))
            {
                token = Uri.UnescapeDataString(parameter[(equals + 1)..]);
            }
        }

        return token is { Length: > 0 } ? (token, null) : (null, "nextLink carries no $skipToken");
    }
}
