namespace IncidentSync.Connectors.Ingestion;

/// <summary>Where rows are sent.</summary>
/// <param name="Endpoint">The https origin of the data collection rule, or of its endpoint.</param>
/// <param name="RuleId">The rule's immutable id.</param>
/// <param name="Scope">The scope of the token.</param>
public sealed record IngestionOptions(Uri Endpoint, string RuleId, string Scope)
{
    private const string Global = "https://monitor.azure.com//.default";
    private const string Government = "https://monitor.azure.us//.default";

    // The ingestion domain of each cloud (learn.microsoft.com, "Logs Ingestion API in Azure Monitor").
    private const string GlobalDomain = ".ingest.monitor.azure.com";
    private const string GovernmentDomain = ".ingest.monitor.azure.us";

    /// <summary>The options for a rule of a cloud.</summary>
    public static IngestionOptions Of(string cloud, string endpoint, string ruleId) =>
        new(new Uri(endpoint), ruleId, IsGlobal(cloud) ? Global : Government);

    /// <summary>Whether the endpoint lies outside the cloud's ingestion domain: a token goes there.</summary>
    public static bool IsForeign(string cloud, string endpoint) =>
        !new Uri(endpoint).Host.EndsWith(IsGlobal(cloud) ? GlobalDomain : GovernmentDomain, StringComparison.OrdinalIgnoreCase);

    private static bool IsGlobal(string cloud) => Cloud.Named(cloud) == Cloud.Global;
}
