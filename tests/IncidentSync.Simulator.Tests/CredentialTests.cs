using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests;

/// <summary>The official client library signs in every way the product offers.</summary>
public class CredentialTests(CredentialFixture simulator) : IClassFixture<CredentialFixture>
{
    private static readonly string TenantId = Contoso.Tenant.Id.ToString();
    private static readonly string ClientId = Contoso.App.ClientId.ToString();
    private static readonly TokenRequestContext Arm = new(["https://management.azure.com//.default"]);

    [Fact]
    public async Task A_client_secret_is_accepted()
    {
        var credential =
            new ClientSecretCredential(TenantId, ClientId, Contoso.Secret,
                Options(new ClientSecretCredentialOptions { DisableInstanceDiscovery = true }));
        (await Audience(credential)).ShouldBe("https://management.azure.com/");
    }

    [Fact]
    public async Task A_registered_certificate_is_accepted_and_another_is_not()
    {
        (await Audience(WithCertificate(simulator.Certificate))).ShouldBe("https://management.azure.com/");
        (await Refusal(WithCertificate(simulator.Stranger))).ShouldContain("AADSTS700027");
    }

    [Fact]
    public async Task A_federated_assertion_is_accepted_for_its_subject_only()
    {
        (await Audience(WithAssertion(CredentialFixture.Subject))).ShouldBe("https://management.azure.com/");
        (await Refusal(WithAssertion("someone-else"))).ShouldContain("AADSTS700213");
    }

    [Fact]
    public async Task A_projected_token_file_is_accepted()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Assertion(CredentialFixture.Subject, minutes: 5));
        var credential = new WorkloadIdentityCredential(Options(new WorkloadIdentityCredentialOptions
        {
            TenantId = TenantId,
            ClientId = ClientId,
            TokenFilePath = file,
            DisableInstanceDiscovery = true,
        }));
        (await Audience(credential)).ShouldBe("https://management.azure.com/");
        File.Delete(file);
    }

    [Fact]
    public async Task An_expired_assertion_is_AADSTS700024()
    {
        (await Refusal(WithAssertion(CredentialFixture.Subject, minutes: -1))).ShouldContain("AADSTS700024");
    }

    [Fact]
    public async Task A_token_for_a_third_api_carries_the_apps_roles_there()
    {
        var credential =
            new ClientSecretCredential(TenantId, ClientId, Contoso.Secret,
                Options(new ClientSecretCredentialOptions { DisableInstanceDiscovery = true }));
        var token = await credential.GetTokenAsync(new TokenRequestContext([$"{CredentialFixture.Api}/.default"]), CancellationToken.None);
        var claims = JsonWebToken.Parse(token.Token)!.Claims;
        claims["aud"]!.GetValue<string>().ShouldBe(CredentialFixture.Api);
        claims["roles"]!.ToJsonString().ShouldBe("""["IncidentSync.Operate"]""");
        claims["iss"]!.GetValue<string>().ShouldBe($"{simulator.Host.Authority}{TenantId}/v2.0");
    }

    private ClientCertificateCredential WithCertificate(X509Certificate2 certificate) =>
        new(TenantId, ClientId, certificate, Options(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = true }));

    private ClientAssertionCredential WithAssertion(string subject, int minutes = 5) =>
        new(TenantId, ClientId, () => Assertion(subject, minutes),
            Options(new ClientAssertionCredentialOptions { DisableInstanceDiscovery = true }));

    private string Assertion(string subject, int minutes)
    {
        var claims = new JsonObject
        {
            ["iss"] = CredentialFixture.Issuer,
            ["sub"] = subject,
            ["aud"] = "api://AzureADTokenExchange",
            ["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        var signature = simulator.IssuerKey.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private T Options<T>(T options)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = simulator.Host.Authority;
        options.Transport = new HttpClientTransport(simulator.Http);
        options.Retry.MaxRetries = 0;
        return options;
    }

    private static async Task<string> Refusal(TokenCredential credential) =>
        (await Should.ThrowAsync<AuthenticationFailedException>(() => Audience(credential))).ToString();

    private static async Task<string?> Audience(TokenCredential credential) =>
        JsonWebToken.Parse((await credential.GetTokenAsync(Arm, CancellationToken.None)).Token)!.Claim("aud");
}
