namespace IncidentSync.Connectors.Http;

/// <summary>
/// Sends a request, and so a token, only to the configured endpoint's origin and below its path. Checked where the URL is built and again
/// where the token is attached.
/// </summary>
internal sealed class EndpointGuard(Uri endpoint)
{
    private readonly string _path = endpoint.AbsolutePath.TrimEnd('/') + "/";

    public Uri Endpoint => endpoint;

    public bool Allows(Uri uri) =>
        uri.IsAbsoluteUri && uri.Scheme == Uri.UriSchemeHttps && uri.Scheme == endpoint.Scheme
            && uri.Host == endpoint.Host && uri.Port == endpoint.Port
        && uri.UserInfo.Length == 0 && uri.AbsolutePath.StartsWith(_path, StringComparison.Ordinal)
        && !uri.AbsolutePath.Contains("//", StringComparison.Ordinal) && !uri.OriginalString.Contains('\\');

    public void Require(Uri uri)
    {
        if (!Allows(uri))
        {
            throw new InvalidOperationException($"A request would leave {endpoint.GetLeftPart(UriPartial.Authority)}.");
        }
    }
}
