using System.Collections.Immutable;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>Everything an <see cref="InMemorySyncStore"/> holds at one instant.</summary>
internal sealed record StoredState(
    ImmutableSortedDictionary<LinkId, StoredLink> Rows,
    ImmutableDictionary<(string Connection, Portal Portal), Stamp> Cursors,
    ImmutableArray<JournalRow> Journal)
{
    /// <summary>The brakes that are or were on.</summary>
    public ImmutableDictionary<string, StoredBrake> Brakes { get; init; } = ImmutableDictionary<string, StoredBrake>.Empty;

    public static readonly StoredState Empty = new(
        ImmutableSortedDictionary.Create<LinkId, StoredLink>(Comparer<LinkId>.Create((left, right) => left.Value.CompareTo(right.Value))),
        ImmutableDictionary<(string, Portal), Stamp>.Empty,
        []);

    public StoredState With(StoredLink row) => this with { Rows = Rows.SetItem(row.Link.Id, row) };

    public StoredState With(PageMerge.Merged merged, DateTimeOffset now)
    {
        var row = Rows.GetValueOrDefault(merged.Link.Id) ?? new StoredLink(merged.Link, 0, 0, now, 0, null);
        return With(row with
        {
            Link = merged.Link,
            Token = row.Token + (row.Link.SentinelName == merged.Link.SentinelName ? 0 : 1),
            DirtySequence = row.DirtySequence + (merged.Dirty ? 1 : 0),
            NotBefore = merged.Dirty && (row.WakesOnNews || row.NotBefore < now) ? now : row.NotBefore,
        });
    }

    public StoredState MoveCursor(PageCommit page)
    {
        var key = (page.Connection, page.Portal);
        return page.Cursor is { } cursor && (!Cursors.TryGetValue(key, out var stored) || stored < cursor)
            ? this with { Cursors = Cursors.SetItem(key, cursor) }
            : this;
    }

    /// <summary>The brake of a connection.</summary>
    public StoredBrake BrakeOf(string connection) => Brakes.GetValueOrDefault(connection, StoredBrake.Off);

    /// <summary>Counts what a commit does that is drastic.</summary>
    public StoredState Charge(LinkCommit commit, DateTimeOffset now) => commit.Brake is not { } charge
        ? this
        : this with
        {
            Brakes = Brakes.SetItem(
                commit.Link.Connection,
                BrakeOf(commit.Link.Connection).Charge(
                    commit.Link.Id,
                    charge,
                    Rows.Values.Count(row => row.Link.Connection == commit.Link.Connection && row.Link.State == LinkState.Live),
                    now)),
        };

    /// <summary>A commit in one line, without values.</summary>
    public static string Describe(LinkCommit commit)
    {
        var link = commit.Link;
        var intents = link.Intents.Select(intent => $"{intent.GetType().Name}@{intent.Portal}{(intent.Sent ? "?" : "")}");
        var held = link.Held.Keys.Select(field => field.Name).Order();
        var journal = commit.Journal.Select(entry => $"{entry.Kind} {entry.Field}");
        var flags = $"{(commit.Planned ? ", planned" : "")}{(commit.MarkDirty ? ", dirty" : "")}{(commit.KeepLease ? ", kept" : "")}";
        return $"{link.Id}: {link.State}, intents [{string.Join(", ", intents)}], held [{string.Join(", ", held)}], "
            + $"journal [{string.Join(", ", journal)}]{flags}, rest {commit.Rest}";
    }
}

/// <summary>One row of the journal.</summary>
internal sealed record JournalRow(LinkId Link, JournalEntry Entry, string Rules);
