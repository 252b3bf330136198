using System.Buffers.Text;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Service.Tests.Simulator;
using IncidentSync.Simulator;
using IncidentSync.Simulator.Entra;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Tokens by what they are: issued by the simulator's Entra, or forged from such a one.</summary>
internal sealed class Tokens
{
    private readonly Dictionary<string, string?> byName = [];

    private Tokens(string read, string operate) => (Read, Operate) = (read, operate);

    public string Read { get; }

    public string Operate { get; }

    public string? this[string name] => byName[name];

    public IEnumerable<string> Names => byName.Keys;

    public static async Task<Tokens> IssueAsync(SimulatorHost simulator)
    {
        using var http = SimulatorFixture.Trusting(simulator);
        var contoso = Contoso.Tenant.Id.ToString();
        var scope = $"api://{AdminService.Audience}/.default";
        var tokens = new Tokens(await SignInAsync(AdminApps.Reader, contoso, scope), await SignInAsync(AdminApps.Operator, contoso, scope));
        tokens.byName[TokenNames.Read] = tokens.Read;
        tokens.byName[TokenNames.Operate] = tokens.Operate;
        tokens.byName[TokenNames.AppWithoutRole] = await SignInAsync(AdminApps.Nobody, contoso, scope);
        tokens.byName[TokenNames.OtherTenant] = await SignInAsync(AdminApps.Operator, AdminApps.Fabrikam.Id.ToString(), scope);
        tokens.byName[TokenNames.ForGraph] = await SignInAsync(AdminApps.Operator, contoso, "https://graph.microsoft.com/.default");
        tokens.Forge(simulator);
        return tokens;

        async Task<string> SignInAsync(AppRegistration app, string tenant, string wanted)
        {
            var form = PortalClient.SecretForm(wanted, AdminApps.Secret, app.ClientId.ToString());
            var answer = await http.PostAsync(PortalClient.TokenEndpoint(simulator, tenant), form);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        }
    }

    private void Forge(SimulatorHost simulator)
    {
        var key = simulator.World.SigningKey;
        var now = DateTimeOffset.UtcNow;
        byName[TokenNames.None] = null;
        byName[TokenNames.Garbage] = "not.a.token";
        byName[TokenNames.Expired] = Signed(("nbf", Seconds(-60)), ("exp", Seconds(-3)));
        byName[TokenNames.ExpiredWithinSkew] = Signed(("nbf", Seconds(-60)), ("exp", Seconds(-0.5)));
        byName[TokenNames.NotYetValid] = Signed(("nbf", Seconds(5)));
        byName[TokenNames.WithoutExpiry] = Signed(("exp", null));
        byName[TokenNames.WrongAudience] = Signed(("aud", "00000003-0000-0000-c000-000000000000"));
        byName[TokenNames.FirstVersionIssuer] = Signed(("iss", $"https://sts.windows.net/{Contoso.Tenant.Id}/"));
        byName[TokenNames.OtherIssuer] = Signed(("iss", $"https://login.example/{Contoso.Tenant.Id}/v2.0"));
        byName[TokenNames.TenantThatIsNotTheIssuers] = Signed(("tid", AdminApps.Fabrikam.Id.ToString()));
        byName[TokenNames.AlgNone] = $"{Encode(new JsonObject { ["typ"] = "JWT", ["alg"] = "none" })}.{Encode(Claims())}.";
        byName[TokenNames.PublicKeyAsSecret] = SignedWithPublicKey(key);
        using var stranger = new SigningKey();
        byName[TokenNames.UnknownKey] = stranger.Sign(Claims());
        byName[TokenNames.UnknownKeyId] = WithKeyId("unknown");
        byName[TokenNames.WithoutKeyId] = WithKeyId(null);
        byName[TokenNames.AnothersSignature] = $"{Operate[..Operate.LastIndexOf('.')]}.{Read[(Read.LastIndexOf('.') + 1)..]}";
        byName[TokenNames.IdToken] = Signed(("idtyp", null), ("azp", null), ("appid", null), ("sub", "pairwise"), ("nonce", "1"));
        byName[TokenNames.PersonWithoutScope] = Signed(("idtyp", null), ("sub", "pairwise"));
        byName[TokenNames.PersonWithOtherScope] = Signed(("idtyp", null), ("sub", "pairwise"), ("scp", "openid profile"));
        byName[TokenNames.PersonWithoutRole] = Signed(("idtyp", null), ("sub", "pairwise"), ("scp", "user_impersonation"), ("roles", null));
        byName[TokenNames.PersonWhoReads] = Person("IncidentSync.Read");
        byName[TokenNames.PersonWhoOperates] = Person("IncidentSync.Operate");
        byName[TokenNames.AppWithoutTokenType] = Signed(("idtyp", null));

        string Signed(params (string Claim, JsonNode? Value)[] changes) => key.Sign(Claims(changes));

        string Person(string role) =>
            Signed(("idtyp", null), ("sub", "pairwise"), ("scp", "openid user_impersonation"), ("roles", new JsonArray(role)));

        JsonNode Seconds(double minutes) => now.AddMinutes(minutes).ToUnixTimeSeconds();

        string WithKeyId(string? id)
        {
            var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256" };
            if (id is not null)
                header["kid"] = id;
            var signed = $"{Encode(header)}.{Encode(Claims())}";
            var signature = RsaOf(key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    private JsonObject Claims(params (string Claim, JsonNode? Value)[] changes)
    {
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(Operate.Split('.')[1]))!.AsObject();
        foreach (var (claim, value) in changes)
        {
            claims.Remove(claim);
            if (value is not null)
                claims[claim] = value;
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
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "rsa")]
    private static extern ref RSA RsaOf(SigningKey key);
}
