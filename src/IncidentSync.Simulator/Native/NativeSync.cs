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
    private readonly EditLog edits;
    private readonly Agenda agenda;
    private readonly double pace;
    private readonly TimeSpan look;
    private readonly Lock gate = new();
    private readonly Losses losses = new();
    private readonly Random random;
    private readonly NativeCarrier carrier;
    private readonly Dictionary<string, PendingPair> pending = [];
    private long seen;

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
        (Defender, Sentinel, this.edits, this.agenda, this.pace) = (defender, sentinel, edits, agenda, pace);
        (look, random) = (TimeSpan.FromSeconds(15) / pace, Streams.Of(seed, $"native/{sentinel.Workspace.Name}"));
        carrier = new NativeCarrier(defender, sentinel, agenda, seed, random) { LastModifiedTimeUtc = lastModified };
    }

    public DefenderPortal Defender { get; }

    public SentinelPortal Sentinel { get; }

    /// <summary>What it stamps an incident with that appears.</summary>
    public NativeLastModified LastModifiedTimeUtc
    {
        get => carrier.LastModifiedTimeUtc;
        set => carrier.LastModifiedTimeUtc = value;
    }

    /// <summary>What it was told to lose, and lost.</summary>
    public IReadOnlyList<LostEdit> Lost
    {
        get
        {
            lock (gate)
            {
                return losses.Lost;
            }
        }
    }

    public void Start() => agenda.After(look, () =>
    {
        lock (gate)
        {
            Look();
        }

        Start();
    });

    /// <summary>The next change of the incident, on whichever portal, is not carried.</summary>
    public void LoseNext(string defenderId)
    {
        lock (gate)
        {
            Look();
            losses.LoseNext(defenderId);
        }
    }

    /// <summary>Carries at once whatever waits, as if it had had the time.</summary>
    public void CatchUp()
    {
        lock (gate)
        {
            Look();
            foreach (var id in pending.Keys.ToList())
            {
                Carry(id);
            }
        }
    }

    private void Look()
    {
        foreach (var edit in edits.After(seen))
        {
            seen = edit.Number;
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

        if (field is { } losable && losses.Takes(id, losable, edit))
        {
            return;
        }

        if (!pending.TryGetValue(id, out var pair))
        {
            pending[id] = pair = new PendingPair();
            agenda.Add(edit.At + Delay(id), () => CarryWhenDue(id, pair));
        }

        if (field is { } noticed)
        {
            pair.Note(noticed, edit);
        }
    }

    private string? DefenderIdOf(Edit edit) => edit.Portal switch
    {
        Portal.Defender when edit.Scope == Defender.Tenant.Id.ToString() => edit.IncidentId,
        Portal.Sentinel when edit.Scope == Sentinel.Workspace.Name => carrier.DefenderIdOf(edit.IncidentId),
        _ => null,
    };

    // A new incident mostly appears within five minutes and at the latest after ten; edits within five to ten minutes become one update.
    private TimeSpan Delay(string id) => (carrier.HasTwin(id) || random.Happens(0.15)
        ? TimeSpan.FromMinutes(5 + 5 * random.NextDouble())
        : TimeSpan.FromMinutes(0.5 + 4.5 * random.NextDouble())) / pace;

    private void CarryWhenDue(string id, PendingPair pair)
    {
        lock (gate)
        {
            // Another one, later, when this one was carried ahead of its time.
            if (pending.GetValueOrDefault(id) == pair)
            {
                Carry(id);
            }
        }
    }

    private void Carry(string id)
    {
        if (pending.Remove(id, out var pair) && Defender.Find(id) is { } from)
        {
            carrier.Carry(from, pair);
        }
    }
}
