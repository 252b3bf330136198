using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Faults;

/// <summary>A fault in the plan, with what is left of it. The plan's lock guards it.</summary>
internal sealed class ArmedFault(int id, Fault fault, int seed)
{
    private readonly Random random = new(seed);

    public int Id => id;

    public Fault Fault => fault;

    public int Seed => seed;

    public int Met { get; private set; }

    public bool Spent => fault.Count is { } count && Met >= count;

    public bool Meets(Portal portal, ApiCall call)
    {
        if (Spent || portal != fault.Portal || (fault.Operation != "*" && fault.Operation != call.Operation) || !IsAbout(call))
            return false;
        if (random.NextDouble() >= fault.Probability)
            return false;
        Met++;
        return true;
    }

    private bool IsAbout(ApiCall call) =>
        fault.IncidentId is null || string.Equals(call.Route["incident"] as string, fault.IncidentId, StringComparison.OrdinalIgnoreCase);
}
