using System.Security.Claims;

namespace IncidentSync.Service.Admin.Access;

/// <summary>What a believed token allows. The names of the roles are the names of the policies.</summary>
/// <remarks>
/// <code>
/// | the token                                       | roles has             | allows          |
/// |-------------------------------------------------|-----------------------|-----------------|
/// | an app's (idtyp = app, or azp and oid = sub)    | IncidentSync.Read     | Read            |
/// | an app's                                        | IncidentSync.Operate  | Read and Operate|
/// | a person's with scp user_impersonation          | the same              | the same        |
/// | a person's with another scp                     | any                   | nothing         |
/// | neither: an ID token, say                       | any                   | nothing         |
/// </code>
/// </remarks>
internal static class Permission
{
    /// <summary>May see everything.</summary>
    public const string Read = "IncidentSync.Read";

    /// <summary>May see and act.</summary>
    public const string Operate = "IncidentSync.Operate";

    // Entra refuses a scope that is named like an app role of the same registration (MicrosoftDocs/azure-docs issues 57949, 81899), so it
    // has the name that the portal proposes.
    private const string Scope = "user_impersonation";

    /// <summary>The caller may do what needs <paramref name="role"/>.</summary>
    public static bool Allows(ClaimsPrincipal caller, string role) =>
        IsAccessToken(caller) && caller.Claims.Any(claim => claim.Type == "roles" && (claim.Value == role || claim.Value == Operate));

    // An ID token has our audience and the person's roles when one registration serves client and API.
    private static bool IsAccessToken(ClaimsPrincipal caller) =>
        caller.FindFirst("scp") is { } scopes ? scopes.Value.Split(' ').Contains(Scope) : IsApp(caller);

    private static bool IsApp(ClaimsPrincipal caller) => caller.FindFirst("idtyp") is { } type
        ? type.Value == "app"
        : caller.FindFirst("azp") is not null && caller.FindFirst("oid") is { } id && id.Value == caller.FindFirst("sub")?.Value;
}
