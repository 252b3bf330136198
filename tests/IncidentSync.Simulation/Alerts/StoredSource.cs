using System.Collections.Immutable;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;
using IncidentSync.Service.Alerts;

namespace IncidentSync.Simulation.Alerts;

/// <summary>A range that hides a row, and when it is read again.</summary>
internal sealed record HiddenRange(AlertRange Range, DateTimeOffset Due);

/// <summary>Where a consumer of the log stands.</summary>
/// <param name="Sequence">The last event that it was given.</param>
/// <param name="Worker">Who gives it events.</param>
/// <param name="LeaseUntil">For how long nobody else does.</param>
internal sealed record StoredConsumer(long Sequence, Guid? Worker, DateTimeOffset LeaseUntil);

/// <summary>The rows of one source.</summary>
internal sealed record StoredSource
{
    public static readonly StoredSource Empty = new();

    // A row that could not be read is asked for again this often.
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    public Stamp? Cursor { get; init; }

    public Guid? Reader { get; init; }

    public DateTimeOffset LeaseUntil { get; init; } = DateTimeOffset.MinValue;

    public long Sequence { get; init; }

    public long Stamped { get; init; }

    /// <summary>The latest upper bound that an answer has used.</summary>
    public long Answered { get; init; }

    /// <summary>What was leapt over and is still to be read.</summary>
    public ImmutableHashSet<AlertRange> Gaps { get; init; } = [];

    public ImmutableArray<HiddenRange> Hidden { get; init; } = [];

    public ImmutableDictionary<string, KnownAlert> Alerts { get; init; } = ImmutableDictionary<string, KnownAlert>.Empty;

    public ImmutableList<EventEntry> Events { get; init; } = [];

    public ImmutableList<DetectionEntry> Detections { get; init; } = [];

    public ImmutableDictionary<string, StoredConsumer> Consumers { get; init; } = ImmutableDictionary<string, StoredConsumer>.Empty;

    /// <summary>Where the source stands, for its reader.</summary>
    public AlertPlace PlaceAt(DateTimeOffset now) => new(
        1,
        Cursor,
        Gaps.OrderByDescending(gap => gap.Until).ThenByDescending(gap => gap.Since).FirstOrDefault(),
        Hidden.Where(hidden => hidden.Due < now).MinBy(hidden => hidden.Due)?.Range)
    {
        Gaps = Gaps.Count,
    };

    /// <summary>The source stays with the replica that has it.</summary>
    public StoredSource Keep(Guid reader, DateTimeOffset until) =>
        Reader == reader && until > LeaseUntil ? this with { LeaseUntil = until } : this;

    /// <summary>The source with what a page adds.</summary>
    public StoredSource With(AlertEntries entries) => this with
    {
        Sequence = entries.Sequence,
        Stamped = entries.Events.Count > 0 ? entries.Stamped : Stamped,
        Alerts = Alerts.SetItems(entries.Alerts.Select(entry => KeyValuePair.Create(entry.Alert.Id, entry.Known))),
        Events = Events.AddRange(entries.Events),
        Detections = Detections.AddRange(entries.Detections),
    };

    /// <summary>The source with what a page moves.</summary>
    public StoredSource Move(AlertCommit commit, DateTimeOffset now)
    {
        var moved = this with { Cursor = Later(Cursor, commit.Cursor) };
        if (commit.Leapt is { Until: { } until } leapt)
        {
            moved = moved with { Gaps = moved.Gaps.Add(new AlertRange(leapt.Since, until)) };
        }

        if (commit.Was is { IsHidden: true } hides)
        {
            moved = moved with
            {
                Hidden =
                [
                    .. moved.Hidden.Where(hidden => commit.Left is not null || hidden.Range != hides)
                        .Select(hidden => hidden.Range == hides ? hidden with { Due = now + Again } : hidden),
                ],
            };
        }
        else if (commit.Was is { } was && !(commit.Left?.Until >= was.Until))
        {
            moved = moved with { Gaps = commit.Left is { } left ? moved.Gaps.Remove(was).Add(left) : moved.Gaps.Remove(was) };
        }

        return commit.Hidden is { } range ? moved.Hide(range, now) : moved;
    }

    // Ranges that overlap are one, due when the first of them was.
    private StoredSource Hide(AlertRange range, DateTimeOffset now)
    {
        var known = Hidden.Where(hidden => hidden.Range.Since <= range.Until && hidden.Range.Until >= range.Since).ToList();
        var whole = new AlertRange(
            known.Select(hidden => hidden.Range.Since).Append(range.Since).Min(),
            known.Select(hidden => hidden.Range.Until).Append(range.Until).Max())
        {
            IsHidden = true,
        };
        var due = known.Select(hidden => hidden.Due).DefaultIfEmpty(now + Again).Min();
        return this with { Hidden = [.. Hidden.Except(known), new HiddenRange(whole, due)] };
    }

    private static Stamp? Later(Stamp? left, Stamp? right) => left is null || right > left ? right ?? left : left;
}
