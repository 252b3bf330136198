using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Native;

/// <summary>Microsoft's own sync between a tenant's Defender and one workspace: slow, coalescing, last editor wins. It looks at what was
/// edited and carries each touched pair once its delay is over. Incidents made in Sentinel stay there.</summary>
internal sealed class NativeSync
{
    private readonly EditLog _edits;
    private readonly Agenda _agenda;
    private readonly double _pace;
    private readonly TimeSpan _look;
    private readonly Lock _gate = new();
    private readonly Losses _losses = new();
    private readonly Random _random;
    private readonly NativeCarrier _carrier;
    private readonly Dictionary<string, PendingPair> _pending = [];
    private long _seen;

    /// <param name="defender">The tenant's portal.</param>
    /// <param name="sentinel">The workspace's.</param>
    /// <param name="edits">What was done in both.</param>
    /// <param name="agenda">When it looks, and carries.</param>
    /// <param name="seed">Decides its delays and its names.</param>
    /// <param name="pace">How many times as fast as measured it is.</param>
    /// <param name="lastModified">What it stamps an incident with that appears.</param>
    public NativeSync(DefenderPortal defender, SentinelPortal sentinel, EditLog edits, Agenda agenda, int seed, double pace,
        NativeLastModified lastModified)
    {
        (Defender, Sentinel, _edits, _agenda, _pace) = (defender, sentinel, edits, agenda, pace);
        (_look, _random) = (TimeSpan.FromSeconds(15) / pace, Streams.Of(seed, $"native/{sentinel.Workspace.Name}"));
        _carrier = new NativeCarrier(defender, sentinel, agenda, seed, _random) { LastModifiedTimeUtc = lastModified };
    }

    public DefenderPortal Defender { get; }

    public SentinelPortal Sentinel { get; }

    /// <summary>What it stamps an incident with that appears.</summary>
    public NativeLastModified LastModifiedTimeUtc
    {
        get => _carrier.LastModifiedTimeUtc;
        set => _carrier.LastModifiedTimeUtc = value;
    }

    /// <summary>What it was told to lose, and lost.</summary>
    public IReadOnlyList<LostEdit> Lost
    {
        get
        {
            lock (_gate)
            {
                return _losses.Lost;
            }
        }
    }

    public void Start() => _agenda.After(_look, () =>
    {
        lock (_gate)
        {
            Look();
        }

        Start();
    });

    /// <summary>The next change of the incident, on whichever portal, is not carried.</summary>
    public void LoseNext(string defenderId)
    {
        lock (_gate)
        {
            Look();
            _losses.LoseNext(defenderId);
        }
    }

    /// <summary>Carries at once whatever waits, as if it had had the time.</summary>
    public void CatchUp()
    {
        lock (_gate)
        {
            Look();
            foreach (var id in _pending.Keys.ToList())
            {
                Carry(id);
            }
        }
    }

    private void Look()
    {
        foreach (var edit in _edits.After(_seen))
        {
            _seen = edit.Number;
            Notice(edit);
        }
    }

    private void Notice(Edit edit)
    {
        if (edit.Actor.Kind == ActorKind.NativeSync || DefenderIdOf(edit) is not { } id)
        {
            return;
        }

        var field = NativeFields.Of(edit);
        if (field is null && edit.Field != "created")
        {
            return;
        }

        if (field is { } losable && _losses.Takes(id, losable, edit))
        {
            return;
        }

        if (!_pending.TryGetValue(id, out var pair))
        {
            _pending[id] = pair = new PendingPair();
            _agenda.Add(edit.At + Delay(id), () => CarryWhenDue(id, pair));
        }

        if (field is { } noticed)
        {
            pair.Note(noticed, edit);
        }
    }

    private string? DefenderIdOf(Edit edit) => edit.Portal switch
    {
        Portal.Defender when edit.Scope == Defender.Tenant.Id.ToString() => edit.IncidentId,
        Portal.Sentinel when edit.Scope == Sentinel.Workspace.Name => _carrier.DefenderIdOf(edit.IncidentId),
        _ => null,
    };

    // A new incident mostly appears within five minutes and at the latest after ten; edits within five to ten minutes become one update.
    private TimeSpan Delay(string id) => (_carrier.HasTwin(id) || _random.Happens(0.15)
        ? TimeSpan.FromMinutes(5 + 5 * _random.NextDouble())
        : TimeSpan.FromMinutes(0.5 + 4.5 * _random.NextDouble())) / _pace;

    private void CarryWhenDue(string id, PendingPair pair)
    {
        lock (_gate)
        {
            // Another one, later, when this one was carried ahead of its time.
            if (_pending.GetValueOrDefault(id) == pair)
            {
                Carry(id);
            }
        }
    }

    private void Carry(string id)
    {
        if (_pending.Remove(id, out var pair) && Defender.Find(id) is { } from)
        {
            _carrier.Carry(from, pair);
        }
    }
}
