namespace IncidentSync.Service.Configuration;

/// <summary>Who may do what on which connections. The token's app role is needed as well.</summary>
public sealed class GrantOptions
{
    /// <inheritdoc cref="GranteeOptions"/>
    public GranteeOptions Who { get; set; } = new();

    /// <summary>Read, Operate, Approve or Hint. Operate and Approve include Read.</summary>
    public string Role { get; set; } = "";

    /// <summary>Names of connections, or the beginning of names and <c>*</c>; at least one.</summary>
    public List<string> Connections { get; set; } = [];
}

/// <summary>Whom a grant is for.</summary>
public sealed class GranteeOptions
{
    /// <summary>User, Group, App, or Tenant: everybody of it.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The Entra tenant; one of AllowedTenants.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The user's or group's object id, the application's client id; empty when the kind is Tenant.</summary>
    public string Id { get; set; } = "";
}
