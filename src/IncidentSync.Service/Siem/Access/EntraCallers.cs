using System.Security.Claims;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Siem.Clients;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentSync.Service.Siem.Access;

/// <summary>
/// The clients whose tokens Entra makes. Each allowed tenant's tokens are believed in the form that the admin API takes and in the older
/// one, which <c>resource=</c> yields: another issuer, the same keys.
/// </summary>
internal sealed class EntraCallers(SiemTerms terms, IServiceProvider services, ILogger<EntraCallers> log)
{
    /// <summary>The app role that a client needs.</summary>
    public const string Role = "IncidentSync.Siem";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public async Task<Admission> AdmitAsync(string token)
    {
        if (await ValidatedAsync(token) is not { } caller)
        {
            return new Admission.Unknown();
        }

        if (!IsApp(caller) || !caller.HasClaim("roles", Role))
        {
            return new Admission.Forbidden($"The token does not allow this: it must be an application's, with the app role {Role}.");
        }

        var app = caller.FindFirst("azp")?.Value ?? caller.FindFirst("appid")?.Value;
        var client = terms.Configured.FirstOrDefault(known => Guid.TryParse(app, out var id) && known.Id == id);
        return client is { Connections.Count: > 0 }
            ? new Admission.Granted(client)
            : new Admission.Forbidden("No connection is given to this application: IncidentSync:Siem:Clients names it with none.");
    }

    private async Task<ClaimsPrincipal?> ValidatedAsync(string token)
    {
        // What is claimed here decides only by whose keys it is tried.
        if (IssuerOf(token) is not { } claimed)
        {
            return null;
        }

        foreach (var tenant in EntraTokens.TenantsOf(terms.Admin))
        {
            var issuer = EntraTokens.IssuerOf(terms.Admin, tenant);
            if (claimed != issuer && claimed != EntraTokens.FirstIssuerOf(tenant))
            {
                continue;
            }

            var trusted = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(issuer);
            var parameters = trusted.TokenValidationParameters.Clone();
            parameters.ConfigurationManager = (BaseConfigurationManager?)trusted.ConfigurationManager;
            parameters.ValidAudience = null;
            parameters.ValidAudiences = Audiences();
            parameters.IssuerValidator = (actual, _, _) =>
                actual == claimed ? actual : throw new SecurityTokenInvalidIssuerException("Another issuer's.");
            var result = await _handler.ValidateTokenAsync(token, parameters);
            var isTenants = result.IsValid
                && string.Equals(result.ClaimsIdentity.FindFirst("tid")?.Value, tenant, StringComparison.OrdinalIgnoreCase);
            if (!isTenants)
            {
                log.TokenRefused(result.Exception?.GetType().Name ?? "Another tenant's");
                return null;
            }

            return new ClaimsPrincipal(result.ClaimsIdentity);
        }

        return null;
    }

    private string? IssuerOf(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token).Issuer;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A token in the older form names the application otherwise, and does not say of what type it is.
    private static bool IsApp(ClaimsPrincipal caller) => caller.FindFirst("scp") is null && (caller.FindFirst("idtyp") is { } type
        ? type.Value == "app"
        : caller.FindFirst("oid") is { } id && id.Value == caller.FindFirst("sub")?.Value);

    // The app id and the URI that Entra proposes for it are the same registration; whether a slash ends a URI depends on who asks.
    private List<string> Audiences()
    {
        const string scheme = "api://";
        var given = terms.Audience.TrimEnd('/');
        var audiences = new List<string> { given, $"{given}/" };
        if (Guid.TryParse(given, out _))
        {
            audiences.AddRange([$"{scheme}{given}", $"{scheme}{given}/"]);
        }
        else if (given.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && Guid.TryParse(given[scheme.Length..], out _))
        {
            audiences.Add(given[scheme.Length..]);
        }

        return audiences;
    }
}
