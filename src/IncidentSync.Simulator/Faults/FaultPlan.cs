using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Faults;

/// <summary>The armed faults, in the order they were armed; the first that meets a call has it. With the same seeds and the same order of
/// calls the same calls are met.</summary>
internal sealed class FaultPlan(int worldSeed)
{
    private readonly List<ArmedFault> armed = [];
    private readonly Lock gate = new();
    private int lastId;

    public ArmedFault Arm(Fault fault)
    {
        lock (gate)
        {
            var id = ++lastId;
            var added = new ArmedFault(id, fault, fault.Seed ?? worldSeed + id);
            armed.Add(added);
            return added;
        }
    }

    public IReadOnlyList<ArmedFault> Armed()
    {
        lock (gate)
        {
            return [.. armed];
        }
    }

    public bool Disarm(int id)
    {
        lock (gate)
        {
            return armed.RemoveAll(fault => fault.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            armed.Clear();
        }
    }

    public Fault? Meet(Portal portal, string operation, string? incidentId = null)
    {
        lock (gate)
        {
            return armed.Find(fault => fault.Meets(portal, operation, incidentId))?.Fault;
        }
    }
}
