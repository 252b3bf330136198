namespace IncidentSync.Connectors;

/// <summary>A Microsoft cloud in which both Graph's incidents and Sentinel exist. Tokens of one mean nothing in another.</summary>
/// <param name="Name">The name in configuration.</param>
/// <param name="AuthorityHost">Where tokens come from.</param>
/// <param name="GraphEndpoint">Microsoft Graph, with its version.</param>
/// <param name="GraphScope">The scope of a Graph token.</param>
/// <param name="ArmEndpoint">Azure Resource Manager.</param>
/// <param name="ArmScope">The scope of an ARM token: the audience ends in a slash, hence two.</param>
public sealed record Cloud(string Name, string AuthorityHost, string GraphEndpoint, string GraphScope, string ArmEndpoint, string ArmScope)
{
    /// <summary>Commercial and GCC.</summary>
    public static readonly Cloud Global = new(
        "Global",
        "https://login.microsoftonline.com/",
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com/.default",
        "https://management.azure.com",
        "https://management.azure.com//.default");

    /// <summary>GCC High (L4).</summary>
    public static readonly Cloud UsGov = new(
        "UsGov",
        "https://login.microsoftonline.us/",
        "https://graph.microsoft.us/v1.0",
        "https://graph.microsoft.us/.default",
        "https://management.usgovcloudapi.net",
        "https://management.usgovcloudapi.net//.default");

    /// <summary>DoD (L5).</summary>
    public static readonly Cloud UsGovDod = UsGov with
    {
        Name = "UsGovDod",
        GraphEndpoint = "https://dod-graph.microsoft.us/v1.0",
        GraphScope = "https://dod-graph.microsoft.us/.default",
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Cloud> All = [Global, UsGov, UsGovDod];

    /// <summary>The cloud of that name, or null.</summary>
    public static Cloud? Named(string name) =>
        All.FirstOrDefault(cloud => string.Equals(cloud.Name, name, StringComparison.OrdinalIgnoreCase));
}
