using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Faults;

/// <summary>A fault in the plan, with what is left of it. The plan's lock guards it.</summary>
internal sealed class ArmedFault(int id, Fault fault, int seed)
{
    private readonly Random _random = new(seed);

    public int Id => id;

    public Fault Fault => fault;

    public int Seed => seed;

    public int Met { get; private set; }

    public bool Spent => fault.Count is { } count && Met >= count;

    public bool Meets(Portal portal, string operation, string? incidentId)
    {
        if (Spent || portal != fault.Portal || !FaultScope.Covers(fault.Kind, operation)
            || (fault.Operation != "*" && fault.Operation != operation) || !IsAbout(incidentId))
        {
            return false;
        }

        if (_random.NextDouble() >= fault.Probability)
        {
            return false;
        }

        Met++;
        return true;
    }

    private bool IsAbout(string? incidentId) =>
        fault.IncidentId is null || string.Equals(incidentId, fault.IncidentId, StringComparison.OrdinalIgnoreCase);
}
