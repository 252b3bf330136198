using System.Security.Claims;
using System.Text.Json;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Admin.Access;

/// <summary>What a believed token says of its bearer, as far as rights depend on it.</summary>
/// <param name="TenantId">Its tenant (<c>tid</c>).</param>
/// <param name="ObjectId">The person or service principal (<c>oid</c>).</param>
/// <param name="AppId">The application, when it calls by itself and for no person (<c>azp</c>).</param>
/// <param name="Roles">The app roles; none when this is no access token.</param>
/// <param name="Groups">The groups' object ids; none when Entra cut them.</param>
/// <param name="GroupsCut">There are too many groups, so that the token does not have them.</param>
internal sealed record Bearer(
    string TenantId, string? ObjectId, string? AppId, IReadOnlyList<Role> Roles, IReadOnlyList<string> Groups, bool GroupsCut)
{
    private const string GroupsClaim = "groups";
    private const int MostGroups = 200;

    public static Bearer Of(ClaimsPrincipal principal)
    {
        var groups = principal.FindAll(GroupsClaim).Select(claim => claim.Value).ToList();
        var isCut = groups.Count > MostGroups || IsCut(principal);
        return new Bearer(
            Claim("tid") ?? "",
            Claim("oid"),
            Permission.IsApp(principal) ? Claim("azp") ?? Claim("appid") : null,
            Permission.RolesOf(principal),
            isCut ? [] : groups,
            isCut);

        string? Claim(string type) => principal.FindFirst(type)?.Value;
    }

    // Entra then sends where the groups could be asked for, or, in a token that would be too long, only that there are some.
    private static bool IsCut(ClaimsPrincipal principal) =>
        (bool.TryParse(principal.FindFirst("hasgroups")?.Value, out var has) && has)
        || (principal.FindFirst("_claim_names")?.Value is { } elsewhere && Names(elsewhere));

    private static bool Names(string elsewhere)
    {
        try
        {
            using var json = JsonDocument.Parse(elsewhere);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(GroupsClaim, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
