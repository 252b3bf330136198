using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>What <c>$select</c> leaves of an entity, and what the context then says of it; everything when nothing is selected. What was
/// expanded stays.</summary>
/// <param name="Names">The selected properties.</param>
/// <param name="ExpandsAlerts">Whether alerts were asked for.</param>
internal sealed record GraphSelection(ImmutableArray<string> Names, bool ExpandsAlerts)
{
    private const string Alerts = "alerts";

    public static GraphSelection Of(ApiCall call) => new(
        [.. call.Query["$select"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        call.Query["$expand"].ToString().Contains(Alerts, StringComparison.OrdinalIgnoreCase));

    /// <param name="whole">An entity with all its properties.</param>
    /// <returns>Null when all that is selected exists.</returns>
    public string? Problem(JsonObject whole) => Names.FirstOrDefault(name => !whole.ContainsKey(name)) is { } unknown
        ? $"Could not find a property named '{unknown}' on type 'microsoft.graph.security'."
        : null;

    public string Context(string collection)
    {
        var shown = ExpandsAlerts ? Names.Add($"{Alerts}()") : Names;
        return $"https://graph.microsoft.com/v1.0/$metadata#{collection}{(shown.IsEmpty ? "" : $"({string.Join(',', shown)})")}";
    }

    public JsonObject Of(JsonObject whole)
    {
        if (Names.IsEmpty)
        {
            return whole;
        }

        foreach (var name in whole.Select(member => member.Key).Where(name => name != Alerts && !Names.Contains(name)).ToList())
        {
            whole.Remove(name);
        }

        return whole;
    }
}
