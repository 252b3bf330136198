namespace IncidentSync.Simulator.Faults;

/// <summary>Which calls a kind of fault can happen to at all, so that one armed for every operation waits for a call it means something to.
/// <code>
/// StaleRead                        get, list
/// ListLag, EndlessList             list
/// ForeignNextLink, CircularNextLink  list
/// StaleAnswer                      patch, put, add
/// all others                       everything
/// </code></summary>
internal static class FaultScope
{
    public static bool IsList(string operation) => operation.EndsWith(".list", StringComparison.Ordinal);

    public static bool Covers(FaultKind kind, string operation)
    {
        var verb = operation[(operation.LastIndexOf('.') + 1)..];
        return kind switch
        {
            FaultKind.StaleRead => verb is "get" or "list",
            FaultKind.ListLag or FaultKind.EndlessList or FaultKind.ForeignNextLink or FaultKind.CircularNextLink => IsList(operation),
            FaultKind.StaleAnswer => verb is "patch" or "put" or "add",
            _ => true,
        };
    }
}
