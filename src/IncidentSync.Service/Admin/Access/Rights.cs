using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Admin.Access;

/// <summary>Whether a caller may do something on a connection: the token's app role says what, the grants say where.</summary>
/// <remarks>
/// <code>
/// | an app role of the token includes it | grants   | one of them is the caller's, includes it and covers the connection | may |
/// |--------------------------------------|----------|--------------------------------------------------------------------|-----|
/// | no                                   | any      | any                                                                | no  |
/// | yes                                  | none     |                                                                    | yes |
/// | yes                                  | some     | no                                                                 | no  |
/// | yes                                  | some     | yes                                                                | yes |
/// </code>
/// </remarks>
internal sealed class Rights(IReadOnlyList<Grant> grants)
{
    /// <summary>Whether grants of this bearer's tenant ask which groups somebody is in.</summary>
    public bool DependOnGroups(Bearer bearer) => grants.Any(grant =>
        grant.Kind == GranteeKind.Group && grant.TenantId.Equals(bearer.TenantId, StringComparison.OrdinalIgnoreCase));

    public bool Allow(Bearer bearer, Role role, string connection) => Of(bearer, role, [connection]).Length > 0;

    /// <summary>Those of the connections on which the bearer may do it.</summary>
    public string[] Of(Bearer bearer, Role role, IEnumerable<string> connections)
    {
        if (!bearer.Roles.Any(held => held.Includes(role)))
        {
            return [];
        }

        var given = grants.Where(grant => grant.Role.Includes(role) && grant.IsFor(bearer)).ToList();
        return [.. connections.Where(connection => grants.Count == 0 || given.Exists(grant => grant.Covers(connection)))];
    }
}
