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

    public bool Meets(FaultSubject subject)
    {
        if (Spent || subject.Portal != fault.Portal || !FaultScope.Covers(fault.Kind, subject.Operation)
            || (fault.Operation != "*" && fault.Operation != subject.Operation) || !IsAbout(subject))
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

    private bool IsAbout(FaultSubject subject) =>
        (fault.IncidentId is null || string.Equals(subject.IncidentId, fault.IncidentId, StringComparison.OrdinalIgnoreCase))
        && (fault.TopAbove is not { } most || (FaultScope.IsList(subject.Operation) && (subject.Top ?? int.MaxValue) > most))
        && (fault.Contains is not { } text || subject.Holds(text));
}
