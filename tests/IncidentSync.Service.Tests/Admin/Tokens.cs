using System.Buffers.Text;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Tokens by what they are: issued by the simulator's Entra, or forged from such a one.</summary>
internal sealed class Tokens
{
    private readonly Dictionary<string, string?> _byName = [];

    private readonly string _read;
    private readonly string _operate;
    private readonly SigningKey _key;

    private Tokens(string read, string operate, SigningKey key) => (_read, _operate, _key) = (read, operate, key);

    /// <summary>Of an app that may read: another one each time, for each has limits of its own.</summary>
    public string Read => App(("roles", new JsonArray("IncidentSync.Read")), ("azp", AdminApps.Reader.ClientId.ToString()));

    /// <summary>Of an app that may operate: another one each time.</summary>
    public string Operate => App();

    /// <summary>A token of that kind. One that depends on the time is made when it is asked for: tests may take minutes.</summary>
    public string? this[string name] => name switch
    {
        TokenNames.Expired => App(("nbf", Seconds(-60)), ("exp", Seconds(-3))),
        TokenNames.ExpiredWithinSkew => App(("nbf", Seconds(-60)), ("exp", Seconds(-0.5))),
        TokenNames.NotYetValid => App(("nbf", Seconds(5))),
        _ => _byName[name],
    };

    public IEnumerable<string> Names => [TokenNames.Expired, TokenNames.ExpiredWithinSkew, TokenNames.NotYetValid, .. _byName.Keys];

    public static async Task<Tokens> IssueAsync(SimulatorHost simulator)
    {
        using var http = SimulatorFixture.Trusting(simulator);
        var contoso = Contoso.Tenant.Id.ToString();
        var scope = $"api://{AdminService.Audience}/.default";
        var tokens = new Tokens(
            await SignInAsync(AdminApps.Reader, contoso, scope),
            await SignInAsync(AdminApps.Operator, contoso, scope),
            simulator.World.SigningKey);
        tokens._byName[TokenNames.Read] = tokens._read;
        tokens._byName[TokenNames.Operate] = tokens._operate;
        tokens._byName[TokenNames.AppWithoutRole] = await SignInAsync(AdminApps.Nobody, contoso, scope);
        tokens._byName[TokenNames.OtherTenant] = await SignInAsync(AdminApps.Operator, AdminApps.Fabrikam.Id.ToString(), scope);
        tokens._byName[TokenNames.ForGraph] = await SignInAsync(AdminApps.Operator, contoso, "https://graph.microsoft.com/.default");
        tokens.Forge();
        return tokens;

        async Task<string> SignInAsync(AppRegistration app, string tenant, string wanted)
        {
            var form = PortalClient.SecretForm(wanted, AdminApps.Secret, app.ClientId.ToString());
            var answer = await http.PostAsync(PortalClient.TokenEndpoint(simulator, tenant), form);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        }
    }

    /// <summary>A token of an app that may operate, but for the claims that are given; null takes one away.</summary>
    public string App(params (string Claim, JsonNode? Value)[] changes) => _key.Sign(Claims(changes));

    /// <summary>A token of a person with that role, but for the claims that are given.</summary>
    public string Person(string role, params (string Claim, JsonNode? Value)[] changes) => App(
    [
        ("idtyp", null), Pairwise(), ("scp", "openid user_impersonation"), ("roles", new JsonArray(role)),
        .. changes,
    ]);

    /// <summary>The same token but for the claims that are given.</summary>
    public string With(string token, params (string Claim, JsonNode? Value)[] changes)
    {
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();
        return _key.Sign(Changed(claims, changes));
    }

    private void Forge()
    {
        _byName[TokenNames.None] = null;
        _byName[TokenNames.Garbage] = "not.a.token";
        _byName[TokenNames.WithoutExpiry] = App(("exp", null));
        _byName[TokenNames.WrongAudience] = App(("aud", "00000003-0000-0000-c000-000000000000"));
        _byName[TokenNames.FirstVersionIssuer] = App(("iss", $"https://sts.windows.net/{Contoso.Tenant.Id}/"));
        _byName[TokenNames.OtherIssuer] = App(("iss", $"https://login.example/{Contoso.Tenant.Id}/v2.0"));
        _byName[TokenNames.TenantThatIsNotTheIssuers] = App(("tid", AdminApps.Fabrikam.Id.ToString()));
        _byName[TokenNames.AlgNone] = $"{Encode(new JsonObject { ["typ"] = "JWT", ["alg"] = "none" })}.{Encode(Claims())}.";
        _byName[TokenNames.PublicKeyAsSecret] = SignedWithPublicKey(_key);
        using var stranger = new SigningKey();
        _byName[TokenNames.UnknownKey] = stranger.Sign(Claims());
        _byName[TokenNames.UnknownKeyId] = WithKeyId("unknown");
        _byName[TokenNames.WithoutKeyId] = WithKeyId(null);
        _byName[TokenNames.AnothersSignature] = $"{_operate[.._operate.LastIndexOf('.')]}.{_read[(_read.LastIndexOf('.') + 1)..]}";
        _byName[TokenNames.IdToken] = App(("idtyp", null), ("azp", null), ("appid", null), Pairwise(), ("nonce", "1"));
        _byName[TokenNames.PersonWithoutScope] = App(("idtyp", null), Pairwise());
        _byName[TokenNames.PersonWithOtherScope] = App(("idtyp", null), Pairwise(), ("scp", "openid profile"));
        _byName[TokenNames.PersonWithoutRole] = App(("idtyp", null), Pairwise(), ("scp", "user_impersonation"), ("roles", null));
        _byName[TokenNames.PersonWhoReads] = Person("IncidentSync.Read");
        _byName[TokenNames.PersonWhoOperates] = Person("IncidentSync.Operate");
        _byName[TokenNames.AppWithoutTokenType] = App(("idtyp", null));

        string WithKeyId(string? id)
        {
            var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256" };
            if (id is not null)
            {
                header["kid"] = id;
            }

            var signed = $"{Encode(header)}.{Encode(Claims())}";
            var signature = RsaOf(_key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    private static JsonNode Seconds(double minutes) => DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds();

    // Of a person, who has another subject in every application.
    private static (string Claim, JsonNode? Value) Pairwise() => ("sub", $"pairwise-{Guid.NewGuid()}");

    private JsonObject Claims(params (string Claim, JsonNode? Value)[] changes)
    {
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(_operate.Split('.')[1]))!.AsObject();
        var somebody = Guid.NewGuid().ToString();
        (claims["sub"], claims["oid"]) = (somebody, somebody);
        return Changed(claims, changes);
    }

    private static JsonObject Changed(JsonObject claims, (string Claim, JsonNode? Value)[] changes)
    {
        foreach (var (claim, value) in changes)
        {
            claims.Remove(claim);
            if (value is not null)
            {
                claims[claim] = value.DeepClone();
            }
        }

        return claims;
    }

    private string SignedWithPublicKey(SigningKey key)
    {
        var web = key.ToJsonWebKey();
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(web["n"]!.GetValue<string>()),
            Exponent = Base64Url.DecodeFromChars(web["e"]!.GetValue<string>()),
        });
        var signed = $"{Encode(new JsonObject { ["typ"] = "JWT", ["alg"] = "HS256", ["kid"] = key.KeyId })}.{Encode(Claims())}";
        var secret = Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    // The right key under another name: the simulator never signs so.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_rsa")]
    private static extern ref RSA RsaOf(SigningKey key);
}
