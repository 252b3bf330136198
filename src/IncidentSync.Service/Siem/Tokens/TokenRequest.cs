using System.Text;

namespace IncidentSync.Service.Siem.Tokens;

/// <summary>What a client sends to get a token: a form, with its id and secret in it or in the header.</summary>
internal sealed record TokenRequest(string Grant, string ClientId, string ClientSecret, string Refresh, IReadOnlyList<string> Resources)
{
    /// <summary>A token of ourselves.</summary>
    public const string ClientGrant = "client_credentials";

    /// <summary>One of a long-lived token.</summary>
    public const string RefreshGrant = "refresh_token";

    private const string Scheme = "Basic ";

    // What a scope may say beside the resource.
    private static readonly string[] Scopes = ["offline_access", "openid", "profile"];

    /// <returns>Null when it is no form, or says something twice.</returns>
    public static async Task<TokenRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        var form = await request.ReadFormAsync(cancellationToken);
        if (form.Any(field => field.Value.Count > 1))
        {
            return null;
        }

        var (id, secret) = FromHeader(request) ?? (Field("client_id"), Field("client_secret"));
        return new TokenRequest(Field("grant_type"), id, secret, Field("refresh_token"), [.. ResourcesOf()]);

        string Field(string name) => form[name].FirstOrDefault("")!;

        IEnumerable<string> ResourcesOf()
        {
            const string any = "/.default";
            var scopes = Field("scope").Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Scopes);
            return scopes.Select(scope => scope.EndsWith(any, StringComparison.OrdinalIgnoreCase) ? scope[..^any.Length] : scope)
                .Append(Field("resource")).Where(resource => resource.Length > 0);
        }
    }

    // Both are encoded as a form is, says RFC 6749, section 2.3.1.
    private static (string Id, string Secret)? FromHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[Scheme.Length..].Trim())).Split(':', 2);
            return pair is [var id, var secret] ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret)) : ("", "");
        }
        catch (FormatException)
        {
            return ("", "");
        }
    }
}
