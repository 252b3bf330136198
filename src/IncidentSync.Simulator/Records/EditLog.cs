using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Records;

/// <summary>Append-only list of everything that happened to any incident, in the order it took effect.</summary>
internal sealed class EditLog(SimulatorClock clock)
{
    private readonly List<Edit> _edits = [];
    private readonly Lock _gate = new();

    public long Last
    {
        get
        {
            lock (_gate)
            {
                return _edits.Count;
            }
        }
    }

    /// <summary>Edits with a number above <paramref name="after"/>, oldest first.</summary>
    public IReadOnlyList<Edit> After(long after = 0, int most = int.MaxValue)
    {
        lock (_gate)
        {
            return _edits.Skip((int)Math.Clamp(after, 0, _edits.Count)).Take(most).ToList();
        }
    }

    public IReadOnlyList<Edit> Of(Portal portal, string incidentId) =>
        After().Where(edit => edit.Portal == portal && string.Equals(edit.IncidentId, incidentId, StringComparison.OrdinalIgnoreCase))
            .ToList();

    public void Append(Actor actor, Portal portal, string scope, string incidentId, IEnumerable<FieldChange> changes)
    {
        lock (_gate)
        {
            var (first, now, real) = (_edits.Count + 1, clock.GetUtcNow(), clock.Real.GetUtcNow());
            foreach (var change in changes)
            {
                _edits.Add(new Edit(_edits.Count + 1, now, actor, portal, scope, incidentId, change.Field, change.Old, change.New)
                {
                    Change = first,
                    RealAt = real,
                });
            }
        }
    }
}
