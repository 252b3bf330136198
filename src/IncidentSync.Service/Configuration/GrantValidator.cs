namespace IncidentSync.Service.Configuration;

/// <summary>
/// What can be wrong with the grants. One that could never hold is an error, for whoever is misspelt would silently see nothing.
/// </summary>
internal static class GrantValidator
{
    private const string Anybody = "is empty, though tokens of several tenants are taken: everybody of any of them who has an app role "
        + "could see and operate every connection. Say who may do what on which connections; "
        + "if all may, give each tenant a grant of Kind Tenant on '*'";

    public static void Validate(AdminOptions admin, IReadOnlyCollection<string> connections, Errors errors)
    {
        var tenants = admin.AllowedTenants.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        errors.When(tenants.Count > 1 && admin.Grants.Count == 0, "", Anybody);
        foreach (var (grant, index) in admin.Grants.Select((grant, index) => (grant, index)))
        {
            Validate(grant, tenants, connections, errors.At(index.ToString()));
        }
    }

    private static void Validate(GrantOptions grant, List<string> tenants, IReadOnlyCollection<string> connections, Errors errors)
    {
        Validate(grant.Who, tenants, errors.At("Who"));
        errors.OneOf("Role", grant.Role, Enum.GetNames<Role>());
        errors.When(grant.Connections.Count == 0, "Connections", "is empty; name the connections, or '*' for all");
        foreach (var (pattern, index) in grant.Connections.Select((pattern, index) => (pattern, index)))
        {
            errors.When(
                !connections.Any(name => ConnectionPattern.Matches(pattern, name)),
                $"Connections:{index}",
                "names no connection (it must be a connection's name, or the beginning of one and '*')");
        }
    }

    private static void Validate(GranteeOptions who, List<string> tenants, Errors errors)
    {
        var isKnown = errors.OneOf("Kind", who.Kind, Enum.GetNames<GranteeKind>());
        errors.Required("TenantId", who.TenantId, "the Entra tenant that the token is from");
        errors.Guid("TenantId", who.TenantId);
        var isForeign = Guid.TryParseExact(who.TenantId, "D", out _) && !tenants.Contains(who.TenantId, StringComparer.OrdinalIgnoreCase);
        errors.When(isForeign, "TenantId", "is none of AllowedTenants, so that no token could ever match");
        if (isKnown && who.Kind.Equals(nameof(GranteeKind.Tenant), StringComparison.OrdinalIgnoreCase))
        {
            errors.When(who.Id.Length > 0, "Id", "must be empty: the kind is Tenant, which is everybody of it");
        }
        else if (isKnown)
        {
            errors.Required("Id", who.Id, "the object id of a user or group, the client id of an application");
            errors.Guid("Id", who.Id);
        }
    }
}
