using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Entra.OAuth;

/// <summary>A refusal of the token endpoint, as Microsoft's page "Microsoft Entra authentication and authorization error codes" shows
/// it.</summary>
internal sealed record EntraError(int Status, string Error, int Code, string Message)
{
    public static EntraError UnknownTenant(string tenant) => new(400, "invalid_request", 90002,
        $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");

    public static EntraError UnknownApp(string? clientId, Tenant tenant) => new(400, "unauthorized_client", 700016,
        $"Application with identifier '{clientId}' was not found in the directory '{tenant.Name}'.");

    public static EntraError InvalidSecret(Guid clientId) => new(401, "invalid_client", 7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client "
        + $"secret ID, for a secret added to app '{clientId}'.");

    public static EntraError MissingParameter(string name) => new(400, "invalid_request", 900144,
        $"The request body must contain the following parameter: '{name}'.");

    public static EntraError MissingCredential { get; } = new(401, "invalid_client", 7000218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");

    public static EntraError UnsupportedGrant(string? grant) => new(400, "unsupported_grant_type", 70003,
        $"The app requested an unsupported grant type '{grant}'.");

    public static EntraError InvalidScope(string? scope) => new(400, "invalid_scope", 1002012,
        $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default "
        + "suffixed to the resource identifier (application ID URI).");

    public static EntraError MalformedAssertion { get; } = new(401, "invalid_client", 50027, "JWT token is invalid or malformed.");

    public static EntraError BadAssertionSignature { get; } = new(401, "invalid_client", 700027,
        "The certificate with identifier used to sign the client assertion is not registered on application.");

    public static EntraError BadAssertionAudience { get; } = new(401, "invalid_client", 700023,
        "Client assertion audience claim does not match Realm issuer.");

    public static EntraError BadAssertionIssuer { get; } = new(401, "invalid_client", 700021,
        "Client assertion application identifier doesn't match 'client_id' parameter.");

    public static EntraError ExpiredAssertion { get; } = new(401, "invalid_client", 700024,
        "Client assertion is not within its valid time range.");

    public static EntraError NoMatchingFederatedCredential(string? subject) => new(401, "invalid_client", 700213,
        $"No matching federated identity record found for presented assertion subject '{subject}'.");

    public static EntraError Transient(int status) =>
        new(status, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.");

    public JsonObject ToJson(DateTimeOffset now)
    {
        var trace = Guid.NewGuid().ToString();
        var correlation = Guid.NewGuid().ToString();
        var stamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["error"] = Error,
            ["error_description"] = $"AADSTS{Code}: {Message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {stamp}",
            ["error_codes"] = new JsonArray(Code),
            ["timestamp"] = stamp,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={Code}",
        };
    }
}
