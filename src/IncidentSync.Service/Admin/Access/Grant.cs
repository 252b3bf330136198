using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Admin.Access;

/// <summary>Who may do what on which connections.</summary>
/// <param name="Kind">What <paramref name="Id"/> is of.</param>
/// <param name="TenantId">The tenant that the token is from.</param>
/// <param name="Id">The user, group or application; empty when the kind is Tenant.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Connections">Names, or beginnings of names and <c>*</c>.</param>
internal sealed record Grant(GranteeKind Kind, string TenantId, string Id, Role Role, IReadOnlyList<string> Connections)
{
    public static Grant Of(GrantOptions options) => new(
        Enum.Parse<GranteeKind>(options.Who.Kind, ignoreCase: true),
        options.Who.TenantId,
        options.Who.Id,
        Enum.Parse<Role>(options.Role, ignoreCase: true),
        options.Connections);

    /// <summary>It is given to the bearer.</summary>
    public bool IsFor(Bearer bearer)
    {
        return IsSame(TenantId, bearer.TenantId) && Kind switch
        {
            GranteeKind.User => IsSame(Id, bearer.ObjectId),
            GranteeKind.Group => bearer.Groups.Any(group => IsSame(Id, group)),
            GranteeKind.App => IsSame(Id, bearer.AppId),
            GranteeKind.Tenant => true,
            _ => false,
        };

        static bool IsSame(string id, string? other) => id.Equals(other, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>It is about the connection.</summary>
    public bool Covers(string connection) => Connections.Any(pattern => ConnectionPattern.Matches(pattern, connection));
}
