using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Faults;

/// <summary>The armed faults, in the order they were armed; the first that meets a call has it. With the same seeds and the same order of
/// calls the same calls are met.</summary>
internal sealed class FaultPlan(int worldSeed)
{
    private readonly List<ArmedFault> _armed = [];
    private readonly Lock _gate = new();
    private int _lastId;

    public ArmedFault Arm(Fault fault)
    {
        lock (_gate)
        {
            var id = ++_lastId;
            var added = new ArmedFault(id, fault, fault.Seed ?? worldSeed + id);
            _armed.Add(added);
            return added;
        }
    }

    public IReadOnlyList<ArmedFault> Armed()
    {
        lock (_gate)
        {
            return [.. _armed];
        }
    }

    public bool Disarm(int id)
    {
        lock (_gate)
        {
            return _armed.RemoveAll(fault => fault.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
        }
    }

    public Fault? Meet(Portal portal, string operation) => Meet(new FaultSubject(portal, operation));

    public Fault? Meet(FaultSubject subject)
    {
        lock (_gate)
        {
            return _armed.Find(fault => fault.Meets(subject))?.Fault;
        }
    }
}
