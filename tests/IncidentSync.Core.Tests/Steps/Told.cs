using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>A pair of which a write was announced, and what the tests of steps say of it.</summary>
internal static class Told
{
    public static readonly SyncRules Rules = SyncRules.Default;

    public static readonly StepTerms Terms =
        new(Rules, new Lateness(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(1)));

    public static readonly Reading High = new Seen<Severity>(Severity.High);
    public static readonly Reading Low = new Seen<Severity>(Severity.Low);
    public static readonly Reading Medium = new Seen<Severity>(Severity.Medium);
    public static readonly Reading Title = new Seen<string>("Another title");

    /// <summary>A pair that agrees, with these announced.</summary>
    public static Link With(params Intent[] intents) => Pair.Synced().Link() with
    {
        Intents = [.. intents.Select((intent, place) => intent.Key.Length > 0 ? intent : intent with { Key = $"{place + 1}" })],
    };

    public static FieldWrite Severe(Portal portal) => new(portal, AllFields.Severity, High) { Over = Medium };

    public static FieldWrite Titled(Portal portal) =>
        new(portal, AllFields.Title, Title) { Over = new Seen<string>("Multi-stage incident") };

    public static Intent.Change Change(Portal portal, params FieldWrite[] writes) => new(portal, [.. writes], [], Sent: false)
    {
        Key = "1", Version = portal == Portal.Sentinel ? "etag" : "", Over = Pair.Start,
    };

    /// <summary>What a portal shows so many seconds after the start, with these values.</summary>
    public static Snapshot Show(Portal portal, double seconds, params FieldWrite[] writes)
    {
        var held = Pair.Synced()[portal];
        return held with
        {
            Stamp = new Stamp(Pair.Start.Ticks + (long)(seconds * TimeSpan.TicksPerSecond)),
            Version = portal == Portal.Sentinel ? seconds == 0 ? "etag" : $"etag {seconds}" : "",
            Incident = writes.Aggregate(held.Incident, (incident, write) => incident.With(write.Field, write.Value)),
        };
    }

    public static IEnumerable<JournalKind> Kinds(this IntentResult result) => result.Commit.Journal.Select(row => row.Kind);
}
