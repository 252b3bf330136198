using System.Security.Claims;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Admin.Access;

/// <summary>Which roles a believed token has. The names of the app roles are the names of the policies.</summary>
/// <remarks>
/// <code>
/// | the token                                       | its roles count |
/// |-------------------------------------------------|-----------------|
/// | an app's (idtyp = app, or azp and oid = sub)    | yes             |
/// | a person's with scp user_impersonation          | yes             |
/// | a person's with another scp                     | no              |
/// | neither: an ID token, say                       | no              |
/// </code>
/// </remarks>
internal static class Permission
{
    /// <summary>May see.</summary>
    public const string Read = $"{Prefix}{nameof(Role.Read)}";

    /// <summary>May see and act.</summary>
    public const string Operate = $"{Prefix}{nameof(Role.Operate)}";

    private const string Prefix = "IncidentSync.";

    // Entra refuses a scope that is named like an app role of the same registration (MicrosoftDocs/azure-docs issues 57949, 81899), so it
    // has the name that the portal proposes.
    private const string Scope = "user_impersonation";

    /// <summary>The token has the role, or one that includes it.</summary>
    public static bool Allows(ClaimsPrincipal caller, Role role) => RolesOf(caller).Any(held => held.Includes(role));

    /// <summary>The app roles that we know.</summary>
    public static IReadOnlyList<Role> RolesOf(ClaimsPrincipal caller) => IsAccessToken(caller)
        ? [.. Enum.GetValues<Role>().Where(role => caller.HasClaim("roles", $"{Prefix}{role}"))]
        : [];

    /// <summary>An application calls by itself, for no person.</summary>
    public static bool IsApp(ClaimsPrincipal caller) => caller.FindFirst("scp") is null && (caller.FindFirst("idtyp") is { } type
        ? type.Value == "app"
        : caller.FindFirst("azp") is not null && caller.FindFirst("oid") is { } id && id.Value == caller.FindFirst("sub")?.Value);

    // An ID token has our audience and the person's roles when one registration serves client and API.
    private static bool IsAccessToken(ClaimsPrincipal caller) =>
        caller.FindFirst("scp") is { } scopes ? scopes.Value.Split(' ').Contains(Scope) : IsApp(caller);
}
