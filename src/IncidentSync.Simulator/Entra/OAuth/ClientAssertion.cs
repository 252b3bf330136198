using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Simulator.Entra.OAuth;

/// <summary>Checks the signed token with which an app proves itself: by its own certificate, or by an issuer it federates with.</summary>
internal static class ClientAssertion
{
    /// <returns>Null when the assertion proves the app.</returns>
    public static EntraError? Check(AppRegistration app, string assertion, IReadOnlyCollection<string> ownAudiences, DateTimeOffset now)
    {
        if (JsonWebToken.Parse(assertion) is not { } token)
        {
            return EntraError.MalformedAssertion;
        }

        if (token.Expires <= now || token.NotBefore > now.AddMinutes(5))
        {
            return EntraError.ExpiredAssertion;
        }

        return token.Claim("iss") == app.ClientId.ToString() ? CheckOwn(app, token, ownAudiences) : CheckFederated(app, token);
    }

    private static EntraError? CheckOwn(AppRegistration app, JsonWebToken token, IReadOnlyCollection<string> ownAudiences)
    {
        if (token.Claim("sub") != app.ClientId.ToString())
        {
            return EntraError.BadAssertionIssuer;
        }

        if (!ownAudiences.Contains(token.Claim("aud"), StringComparer.OrdinalIgnoreCase))
        {
            return EntraError.BadAssertionAudience;
        }

        return app.Certificates.Any(certificate => IsSignedBy(token, certificate)) ? null : EntraError.BadAssertionSignature;
    }

    private static EntraError? CheckFederated(AppRegistration app, JsonWebToken token)
    {
        var trusted = app.FederatedCredentials.FirstOrDefault(credential => credential.Issuer == token.Claim("iss")
            && credential.Subject == token.Claim("sub")
            && credential.Audience == token.Claim("aud"));
        if (trusted is null)
        {
            return EntraError.NoMatchingFederatedCredential(token.Claim("sub"));
        }

        using var key = RSA.Create();
        key.ImportFromPem(trusted.PublicKeyPem);
        return token.IsSignedBy(key) ? null : EntraError.BadAssertionSignature;
    }

    private static bool IsSignedBy(JsonWebToken token, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is not null && token.IsSignedBy(key);
    }
}
