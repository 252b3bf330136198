namespace IncidentSync.Service.Siem.Tokens;

/// <summary><c>GET /{tenant}/oauth2/authorize</c>: where an agent sends a browser to, and nobody is signed in.</summary>
internal static class SignInPage
{
    /// <summary>The way out.</summary>
    public const string Words =
        "Nobody signs in here, so there is no authorization code. Give the agent a refresh token: incidentsync siem token --client NAME "
        + "prints one that lives 90 days.";

    private const string Page =
        $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>IncidentSync</title></head>
        <body><h1>No sign-in here</h1><p>{Words}</p></body></html>
        """;

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(Page, "text/html; charset=utf-8").ExecuteAsync(context);
    }
}
