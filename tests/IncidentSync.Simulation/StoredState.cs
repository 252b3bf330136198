using System.Collections.Immutable;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>Everything an <see cref="InMemorySyncStore"/> holds at one instant.</summary>
internal sealed record StoredState(
    ImmutableSortedDictionary<LinkId, StoredLink> Rows,
    ImmutableDictionary<(string Connection, Portal Portal), Stamp> Cursors,
    StoredJournal Journal)
{
    /// <summary>The brakes that are or were on.</summary>
    public ImmutableDictionary<string, StoredBrake> Brakes { get; init; } = ImmutableDictionary<string, StoredBrake>.Empty;

    /// <summary>The lists that are or were read whole.</summary>
    public StoredListings Listings { get; init; } = StoredListings.None;

    public static StoredState Empty => new(
        ImmutableSortedDictionary.Create<LinkId, StoredLink>(Comparer<LinkId>.Create((left, right) => left.Value.CompareTo(right.Value))),
        ImmutableDictionary<(string, Portal), Stamp>.Empty,
        StoredJournal.Empty);

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

    public StoredState MoveCursor(PageCommit page, DateTimeOffset now)
    {
        var key = (page.Connection, page.Portal);
        if (page.Gap is { } gap)
        {
            return (this with { Listings = Listings.With(page, gap, now) }).MoveCursor(page with { Gap = null }, now);
        }

        return page.Cursor is { } cursor && (!Cursors.TryGetValue(key, out var stored) || stored < cursor)
            ? this with { Cursors = Cursors.SetItem(key, cursor) }
            : this;
    }

    /// <summary>The links that a page may concern.</summary>
    public IEnumerable<Link> Of(PageCommit page)
    {
        var (ids, names) = (page.DefenderIds.ToHashSet(), page.SentinelNames.ToHashSet());
        return Rows.Values.Select(row => row.Link).Where(link => link.Connection == page.Connection
            && (names.Contains(link.SentinelName) || (link.DefenderId is { } id && ids.Contains(id))));
    }

    /// <summary>Marks what a step of a list found, and moves the list.</summary>
    public (StoredState After, IReadOnlyList<LinkId> Found) Move(
        PageCommit page, ListingStep step, IReadOnlySet<LinkId> seen, DateTimeOffset now)
    {
        var own = Rows.Values.Where(row => row.Link.Connection == page.Connection && row.LeaseUntil is null).ToList();
        var missing = own.Where(row => step.Misses(row.Link))
            .Select(row => row with { Link = row.Link with { Missing = MissingIncident.Met(page.Portal) } })
            .Select(row => row.Marked(now)).ToList();
        var differing = own.Where(row => seen.Contains(row.Link.Id) && !row.Waits && step.Differs(row.Link))
            .Select(row => row with { DirtySequence = row.DirtySequence + 1 }).ToList();
        var after = missing.Concat(differing).Aggregate(this, (state, row) => state.With(row)) with
        {
            Listings = Listings.After(page, missing.Count, differing.Count, now),
        };
        return (step.Brake is { } charge ? after.Charge(page.Connection, null, charge, now) : after,
            [.. missing.Concat(differing).Select(row => row.Link.Id)]);
    }

    /// <summary>The brake of a connection.</summary>
    public StoredBrake BrakeOf(string connection) => Brakes.GetValueOrDefault(connection, StoredBrake.Off);

    /// <summary>Counts what a commit does that is drastic.</summary>
    public StoredState Charge(LinkCommit commit, DateTimeOffset now) =>
        commit.Brake is { } charge ? Charge(commit.Link.Connection, commit.Link.Id, charge, now) : this;

    private StoredState Charge(string connection, LinkId? link, BrakeCharge charge, DateTimeOffset now)
    {
        var live = Rows.Values.Select(row => row.Link)
            .Where(known => known.Connection == connection && known.State == LinkState.Live).ToList();
        return this with { Brakes = Brakes.SetItem(connection, BrakeOf(connection).Charge(link ?? default, charge, live, now)) };
    }

    /// <summary>A commit in one line, without values.</summary>
    public static string Describe(LinkCommit commit)
    {
        var link = commit.Link;
        var intents = link.Intents.Select(intent => $"{intent.GetType().Name}@{intent.Portal}{(intent.Sent ? "?" : "")}");
        var held = link.Held.Keys.Select(field => field.Name).Order();
        var journal = commit.Journal.Select(entry => $"{entry.Kind} {entry.Field}");
        return $"{link.Id}: {link.State}, intents [{string.Join(", ", intents)}], held [{string.Join(", ", held)}], "
            + $"journal [{string.Join(", ", journal)}], {commit.Next}";
    }
}

/// <summary>One row of the journal.</summary>
internal sealed record JournalRow(LinkId Link, JournalEntry Entry, string Rules);
