using IncidentSync.Core.Alerts;

namespace IncidentSync.Service.Alerts;

/// <summary>The numbers of a source, as they were when its row was locked.</summary>
/// <param name="Sequence">The last sequence number given.</param>
/// <param name="Stamped">The last stamp given to a detection.</param>
/// <param name="Answered">The latest upper bound that an answer has used: no detection may have an earlier stamp.</param>
/// <param name="Now">The log's clock, under that lock.</param>
internal sealed record AlertNumbers(long Sequence, long Stamped, long Answered, DateTimeOffset Now);

/// <summary>What is kept of an alert.</summary>
/// <param name="Alert">Its newest version.</param>
/// <param name="Known">What is known of it.</param>
/// <param name="Sequence">Its newest event; null when its stamp alone moved.</param>
internal sealed record AlertEntry(Alert Alert, KnownAlert Known, long? Sequence);

/// <summary>One event, and its place in the log.</summary>
internal sealed record EventEntry(long Sequence, Guid EventId, Alert Alert, AlertChange Change);

/// <summary>One detection, and its stamp.</summary>
internal sealed record DetectionEntry(long Ticks, long Sequence, Alert Alert, Detection Detection);

/// <summary>What one page adds to the log, whichever log that is.</summary>
internal sealed class AlertEntries
{
    private readonly Dictionary<string, AlertEntry> _alerts = [];
    private readonly List<EventEntry> _events = [];
    private readonly List<DetectionEntry> _detections = [];

    /// <summary>Decides what a page adds.</summary>
    /// <param name="commit">The page.</param>
    /// <param name="numbers">Where the source stands.</param>
    /// <param name="before">What is known of the alerts of the page.</param>
    public AlertEntries(AlertCommit commit, AlertNumbers numbers, IReadOnlyDictionary<string, KnownAlert> before)
    {
        var known = new Dictionary<string, KnownAlert>(before);
        (Sequence, Stamped) = (numbers.Sequence, Math.Max(numbers.Stamped, numbers.Answered - 1));

        // A page may hold two versions of one alert, as its list moves.
        foreach (var alert in commit.Alerts.OrderBy(alert => alert.Updated))
        {
            if (AlertChange.Of(alert, known.GetValueOrDefault(alert.Id)) is { } change)
            {
                known[alert.Id] = change.Known;
                Add(commit.Source, alert, change, numbers.Now);
            }
        }
    }

    /// <summary>The alerts of which something is known that was not.</summary>
    public IReadOnlyCollection<AlertEntry> Alerts => _alerts.Values;

    public IReadOnlyList<EventEntry> Events => _events;

    public IReadOnlyList<DetectionEntry> Detections => _detections;

    /// <summary>The last sequence number given.</summary>
    public long Sequence { get; private set; }

    /// <summary>No later detection may have a stamp as early as this.</summary>
    public long Stamped { get; private set; }

    private void Add(string source, Alert alert, AlertChange change, DateTimeOffset now)
    {
        var sequence = change.Event is null ? (long?)null : ++Sequence;
        _alerts[alert.Id] = new AlertEntry(alert, change.Known, sequence ?? _alerts.GetValueOrDefault(alert.Id)?.Sequence);
        if (sequence is not { } number)
        {
            return;
        }

        _events.Add(new EventEntry(number, AlertIds.EventOf(source, alert.Id, alert.Updated, change.Known.Digest), alert, change));
        foreach (var detection in change.Detections)
        {
            Stamped = Math.Max(now.UtcTicks, Stamped + 1);
            _detections.Add(new DetectionEntry(Stamped, number, alert, detection));
        }
    }
}
