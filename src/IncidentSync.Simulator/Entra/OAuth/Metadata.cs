using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Entra.OAuth;

/// <summary>What clients and APIs fetch to trust the issuer: discovery documents, keys, and the list of authority aliases.</summary>
internal static class Metadata
{
    public static JsonObject Discovery(Tenant tenant, Uri authority)
    {
        string At(string path) => new Uri(authority, $"{tenant.Id}/{path}").ToString();
        return new JsonObject
        {
            ["token_endpoint"] = At("oauth2/v2.0/token"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt"),
            ["jwks_uri"] = At("discovery/v2.0/keys"),
            ["response_types_supported"] = new JsonArray("token"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["grant_types_supported"] = new JsonArray("client_credentials"),
            ["issuer"] = At("v2.0"),
            ["authorization_endpoint"] = At("oauth2/v2.0/authorize"),
            ["tenant_region_scope"] = "NA",
            ["cloud_instance_name"] = "microsoftonline.com",
        };
    }

    public static JsonObject Keys(SigningKey key) => new() { ["keys"] = new JsonArray(key.ToJsonWebKey()) };

    public static JsonObject Instance(Uri authority)
    {
        var host = authority.Authority;
        return new JsonObject
        {
            ["tenant_discovery_endpoint"] = new Uri(authority, "common/v2.0/.well-known/openid-configuration").ToString(),
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = host,
                ["preferred_cache"] = host,
                ["aliases"] = new JsonArray(host),
            }),
        };
    }
}
