using IncidentSync.Service.Configuration;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// Whose tokens are believed: one scheme for each allowed tenant, with that tenant's own keys and its v2 issuer, and in front of them one
/// that looks at the issuer a token claims. What nothing allows is denied.
/// </summary>
internal static class EntraTokens
{
    private const string AnyTenant = "Entra";
    private static readonly TimeSpan MostClockSkew = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BackchannelTimeout = TimeSpan.FromSeconds(10);

    public static void AddEntra(this IServiceCollection services, AdminOptions options)
    {
        var issuers = TenantsOf(options).ToDictionary(tenant => IssuerOf(options, tenant), StringComparer.Ordinal);
        var authentication = services.AddAuthentication(AnyTenant)
            .AddPolicyScheme(AnyTenant, null, scheme => scheme.ForwardDefaultSelector = context => Choose(context.Request, issuers));
        foreach (var (issuer, tenant) in issuers)
        {
            authentication.AddJwtBearer(issuer, bearer => Trust(bearer, issuer, tenant, options.Audience));
        }

        // Nothing here is protected by keys of ours; this would make one at every first start and leave it unencrypted in the home
        // directory.
        foreach (var keyring in services.Where(IsKeyRing).ToList())
        {
            services.Remove(keyring);
        }

        var deny = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        services.AddAuthorizationBuilder()
            .AddPolicy(Permission.Read, policy => Need(policy, Role.Read))
            .AddPolicy(Permission.Operate, policy => Need(policy, Role.Operate))
            .SetDefaultPolicy(deny)
            .SetFallbackPolicy(deny);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
    }

    /// <summary>The tenants whose tokens are believed; none while the section is empty.</summary>
    public static IEnumerable<string> TenantsOf(AdminOptions options) =>
        options.Authority.Length == 0 || options.Audience.Length == 0
            ? []
            : options.AllowedTenants.Select(tenant => tenant.ToLowerInvariant()).Distinct();

    /// <summary>A tenant's v2 issuer; its scheme has the same name.</summary>
    public static string IssuerOf(AdminOptions options, string tenant) =>
        $"{new Uri(options.Authority).GetLeftPart(UriPartial.Authority)}/{tenant}/v2.0";

    /// <summary>A tenant's v1 issuer, whatever the cloud. The admin API believes it nothing.</summary>
    public static string FirstIssuerOf(string tenant) => $"https://sts.windows.net/{tenant}/";

    private static void Need(AuthorizationPolicyBuilder policy, Role role) =>
        policy.RequireAuthenticatedUser().RequireAssertion(call => Permission.Allows(call.User, role));

    private static void Trust(JwtBearerOptions bearer, string issuer, string tenant, string audience)
    {
        bearer.Authority = issuer;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.IncludeErrorDetails = false;
        bearer.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        bearer.BackchannelTimeout = BackchannelTimeout;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidTypes = ["JWT"],
            ValidAudience = audience,
            IssuerValidator = (actual, _, _) =>
                actual == issuer ? actual : throw new SecurityTokenInvalidIssuerException("Another issuer's."),
            ClockSkew = MostClockSkew,
            ValidateIssuerSigningKey = true,

            // A key that is not named is not looked for among the others.
            TryAllIssuerSigningKeys = false,
        };
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (!string.Equals(context.Principal?.FindFirst("tid")?.Value, tenant, StringComparison.OrdinalIgnoreCase))
                {
                    context.Fail("Another tenant's.");
                }

                return Task.CompletedTask;
            },

            // The exception's message quotes the token's claims.
            OnAuthenticationFailed = context =>
            {
                var log = context.HttpContext.RequestServices.GetRequiredService<ILogger<AccessAnswers>>();
                log.TokenRefused(context.Exception.GetType().Name);
                return Task.CompletedTask;
            },
        };
    }

    private static bool IsKeyRing(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Namespace == "Microsoft.AspNetCore.DataProtection.Internal";

    // What is claimed here decides only who is asked to prove it wrong.
    private static string Choose(HttpRequest request, Dictionary<string, string> issuers)
    {
        const string prefix = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..].Trim() : "";
        try
        {
            var claimed = token.Length > 0 ? new JsonWebToken(token).Issuer : "";
            return issuers.ContainsKey(claimed) ? claimed : issuers.Keys.First();
        }
        catch (ArgumentException)
        {
            return issuers.Keys.First();
        }
    }
}
