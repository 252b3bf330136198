using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Entra.OAuth;

/// <summary>What the two token endpoints do differently: how the resource is named, and how the answer looks.</summary>
/// <param name="Path">Behind the tenant.</param>
internal abstract record TokenForm(string Path)
{
    /// <summary>Its scope names the resource.</summary>
    public static TokenForm V2 { get; } = new Scoped();

    /// <summary>The older one names it directly, and answers with texts (Microsoft's page "Get access with application context").</summary>
    public static TokenForm V1 { get; } = new ForResource();

    public abstract (string? Resource, EntraError? Problem) ResourceOf(IFormCollection form);

    public abstract JsonObject Answer(string token, string resource, int seconds, DateTimeOffset now);

    private sealed record Scoped() : TokenForm("oauth2/v2.0/token")
    {
        public override (string? Resource, EntraError? Problem) ResourceOf(IFormCollection form) =>
            Entra.Resource.OfScope(form["scope"]) is { } resource ? (resource, null) : (null, EntraError.InvalidScope(form["scope"]));

        public override JsonObject Answer(string token, string resource, int seconds, DateTimeOffset now) => new()
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = seconds,
            ["ext_expires_in"] = seconds,
            ["access_token"] = token,
        };
    }

    private sealed record ForResource() : TokenForm("oauth2/token")
    {
        public override (string? Resource, EntraError? Problem) ResourceOf(IFormCollection form) =>
            form["resource"].ToString() is { Length: > 0 } resource ? (resource, null) : (null, EntraError.MissingParameter("resource"));

        public override JsonObject Answer(string token, string resource, int seconds, DateTimeOffset now) => new()
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = Text(seconds),
            ["ext_expires_in"] = Text(seconds),
            ["expires_on"] = Text(now.ToUnixTimeSeconds() + seconds),
            ["not_before"] = Text(now.ToUnixTimeSeconds()),
            ["resource"] = resource,
            ["access_token"] = token,
        };

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
