using IncidentSync.Demo.Convergence;
using IncidentSync.Demo.Convergence.Alerts;
using IncidentSync.Demo.Convergence.Outcomes;
using IncidentSync.Demo.Convergence.Propagation;
using IncidentSync.Simulator.Control;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Control;

/// <summary>The judge's part of the control API.</summary>
internal static class ConvergenceControl
{
    public static void Map(ControlMap map, World world)
    {
        map.Add("GET", "/convergence", "Whether both portals hold the same now: pairs, compared fields, and every finding in words.",
            () => ControlJson.Answer(ConvergenceCheck.Of(world)));
        map.Add("GET", "/outcomes", "Merges, reopenings, deletions, duplicates, Microsoft's own sync: how often, and each that is wrong.",
            () => ControlJson.Answer(OutcomeList.Of(world, ConvergenceCheck.Of(world))));
        map.Add("GET", "/alerts", "Whether every alert stands in its table and at its twin, and the SIEM was given each detection once.",
            () => ControlJson.Answer(AlertCheck.Of(world)));
        map.Add("GET", "/report?after=", "Who changed, wrote and called how much, and how fast edits travelled; edits above after only.",
            (long? after) => ControlJson.Answer(Activity.Of(world, after ?? 0)));
    }
}
