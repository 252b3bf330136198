using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Entra;

/// <summary>Makes access tokens for apps. Token lifetimes are real time, as the client libraries that cache tokens live in it.</summary>
internal sealed class TokenIssuer(SigningKey key, TimeProvider real, TimeSpan lifetime)
{
    public TimeSpan Lifetime => lifetime;

    /// <param name="resource">The audience as the scope named it.</param>
    /// <param name="authority">Where the discovery document of this issuer is; only tokens for third APIs name it.</param>
    public string Issue(Tenant tenant, AppRegistration app, string resource, Uri authority)
    {
        var now = real.GetUtcNow();
        var claims = new JsonObject
        {
            ["aud"] = resource,
            ["iss"] = $"https://sts.windows.net/{tenant.Id}/",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["appid"] = app.ClientId.ToString(),
            ["app_displayname"] = app.DisplayName,
            ["idtyp"] = "app",
            ["oid"] = app.ServicePrincipalId.ToString(),
            ["sub"] = app.ServicePrincipalId.ToString(),
            ["tid"] = tenant.Id.ToString(),
            ["uti"] = Guid.NewGuid().ToString("N"),
            ["ver"] = "1.0",
        };
        if (Resource.IsGraph(resource))
        {
            claims["roles"] = Roles(app.GraphRoles);
        }
        else if (!Resource.IsArm(resource) && !Resource.IsMonitor(resource))
        {
            ForThirdApi(claims, tenant, app, resource, authority);
        }

        return key.Sign(claims);
    }

    private static void ForThirdApi(JsonObject claims, Tenant tenant, AppRegistration app, string resource, Uri authority)
    {
        var api = resource.StartsWith("api://", StringComparison.OrdinalIgnoreCase) ? resource["api://".Length..] : resource;
        claims["aud"] = api;
        claims["iss"] = new Uri(authority, $"{tenant.Id}/v2.0").ToString();
        claims["azp"] = app.ClientId.ToString();
        claims["ver"] = "2.0";
        if (app.ApiRoles.TryGetValue(api, out var roles))
        {
            claims["roles"] = Roles(roles);
        }
    }

    private static JsonArray Roles(IEnumerable<string> roles) => new(roles.Select(role => (JsonNode)role).ToArray());
}
