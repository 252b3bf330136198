using System.Collections.Immutable;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;
using IncidentSync.Service.Alerts;
using IncidentSync.Simulation.Scheduling;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// What an outsider could have written down: every version of every alert, everything that was stored, every bound that was answered, and
/// what consumers and clients were given. It says at once what must not be.
/// </summary>
internal sealed class AlertHistory(Scheduler scheduler, Probes probes)
{
    private readonly HashSet<(string Id, Stamp Stamp, string Digest)> _versions = [];
    private readonly Dictionary<string, string> _digests = [];
    private readonly HashSet<Guid> _events = [];
    private readonly HashSet<string> _detections = [];
    private readonly Dictionary<string, ConsumerHistory> _consumers = [];
    private readonly Dictionary<string, HashSet<string>> _clients = [];
    private readonly List<string> _violations = [];
    private long _bound;

    public IReadOnlyList<string> Violations => _violations;

    public void Violate(string rule, string what)
    {
        scheduler.Trace.Add($"{scheduler.Now:O} VIOLATION {rule}: {what}");
        _violations.Add($"{rule}: {what}");
    }

    /// <summary>The portal keeps a version of an alert.</summary>
    public void Changed(Alert version)
    {
        scheduler.Trace.Add($"{scheduler.Now:O} alert {version.Id} {version.Updated} {version.Status} of {version.IncidentId}");
        _versions.Add((version.Id, version.Updated, AlertDigest.Of(version)));
    }

    /// <summary>An answer covers what is stamped before this tick.</summary>
    public void Answered(long until) => _bound = Math.Max(_bound, until);

    /// <summary>A transaction of the log was committed.</summary>
    public void Stored(StoredSource before, StoredSource after)
    {
        Count("another replica took the source", before.Reader is not null && before.Reader != after.Reader);
        Count("a window leapt", after.Gaps.Count > before.Gaps.Count);
        Count("a range hid a row", after.Hidden.Length > before.Hidden.Length);
        Count("a range hid none any more", after.Hidden.Length < before.Hidden.Length);
        foreach (var one in after.Events.Skip(before.Events.Count))
        {
            scheduler.Trace.Add($"{scheduler.Now:O} event {one.Sequence} {one.Change.Event} {one.Alert.Id} {one.Alert.Updated}");
            Store(one);
        }

        var stamped = before.Detections.Count > 0 ? before.Detections[^1].Ticks : 0;
        foreach (var one in after.Detections.Skip(before.Detections.Count))
        {
            scheduler.Trace.Add($"{scheduler.Now:O} detection {one.Ticks} {one.Detection.FullId}");
            Store(one, stamped);
            stamped = one.Ticks;
        }
    }

    /// <summary>A consumer took events in one call, whether or not it said so.</summary>
    public void Given(string consumer, string life, IReadOnlyList<EventEntry> events)
    {
        foreach (var one in events)
        {
            Count("an event was given again", one.Sequence <= Of(consumer).Newest);
            if (Of(consumer).Take(life, one.Sequence) is { } wrong)
            {
                Violate("order", $"{consumer} ({life}): {wrong}");
            }
        }
    }

    /// <summary>What a consumer was given is in doubt: it had no answer, or the cursor did not move behind it.</summary>
    public void Doubt(string consumer, string life) => Of(consumer).Doubt(life);

    /// <summary>A client took a whole answer.</summary>
    public void Took(string client, long since, long until, IReadOnlyList<DetectionEntry> detections)
    {
        var had = _clients.TryGetValue(client, out var known) ? known : _clients[client] = [];
        foreach (var one in detections)
        {
            if (!had.Add(one.Detection.FullId))
            {
                Violate("each detection once", $"{client} was given {one.Detection.FullId} again, stamped {one.Ticks}");
            }

            if (one.Ticks < since || one.Ticks >= until)
            {
                Violate("bounds", $"{client} asked {since} to {until} and was given {one.Ticks}");
            }
        }
    }

    /// <summary>All is read and given: what is missing is lost.</summary>
    public void CheckQuiet(StoredSource log, IEnumerable<Alert> alerts)
    {
        foreach (var final in alerts)
        {
            if (!_digests.TryGetValue(final.Id, out var digest))
            {
                Violate("final versions", $"alert {final.Id} of {final.Updated} is not in the log");
            }
            else if (digest != AlertDigest.Of(final))
            {
                Violate("final versions", $"alert {final.Id}: the log has another version than the one of {final.Updated}");
            }
        }

        var none = ImmutableHashSet<string>.Empty;
        var indicators = log.Events.SelectMany(one => Projection.Of(one.Alert, none, 0)).Select(one => one.FullId).ToHashSet();
        Miss("detections", "the log", indicators, _detections);
        foreach (var (client, had) in _clients)
        {
            Miss("each detection once", client, _detections, had);
        }

        foreach (var (consumer, given) in _consumers.Where(consumer => consumer.Value.Newest < log.Sequence))
        {
            Violate("every event", $"{consumer} was given {given.Newest} of {log.Sequence}");
        }
    }

    private void Count(string what, bool happened)
    {
        if (happened)
        {
            probes.Hit(what);
        }
    }

    private ConsumerHistory Of(string consumer) =>
        _consumers.TryGetValue(consumer, out var history) ? history : _consumers[consumer] = new ConsumerHistory();

    private void Miss(string rule, string who, HashSet<string> all, HashSet<string> had)
    {
        foreach (var missing in all.Except(had).Take(3))
        {
            Violate(rule, $"{who} misses {missing}");
        }
    }

    private void Store(EventEntry one)
    {
        var digest = AlertDigest.Of(one.Alert);
        if (!_events.Add(one.EventId))
        {
            Violate("each version once", $"event id {one.EventId} of alert {one.Alert.Id} comes again");
        }

        if (_digests.TryGetValue(one.Alert.Id, out var before) && before == digest)
        {
            Violate("each version once", $"alert {one.Alert.Id}: event {one.Sequence} says what the one before it said");
        }

        if (!_versions.Contains((one.Alert.Id, one.Alert.Updated, digest)))
        {
            Violate("true versions", $"alert {one.Alert.Id} never was as event {one.Sequence} has it");
        }

        if (one.Sequence != _events.Count || (one.Change.Event == EventKinds.New) != (before is null))
        {
            Violate("log", $"event {one.Sequence}, {one.Change.Event}, is the {_events.Count}th");
        }

        _digests[one.Alert.Id] = digest;
    }

    private void Store(DetectionEntry one, long stamped)
    {
        if (!_detections.Add(one.Detection.FullId))
        {
            Violate("each detection once", $"{one.Detection.FullId} is stamped again");
        }

        if (one.Ticks < _bound)
        {
            Violate("stamps", $"{one.Detection.FullId} is stamped {one.Ticks}, and {_bound} was answered before");
        }

        if (one.Ticks <= stamped)
        {
            Violate("stamps", $"{one.Detection.FullId} is stamped {one.Ticks} behind {stamped}");
        }
    }
}
