using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Simulation.Mutants;

/// <summary>Every wrong engine that the simulation must tell from the right one.</summary>
internal static class Mutants
{
    public static readonly IReadOnlyList<Mutant> All =
    [
        new OfStore("base before write", (store, _) => new StoreMutants.BaseBeforeWrite(store)),
        new OfStore("no intents", (store, _) => new StoreMutants.NoIntents(store)),
        new OfStore("no adoption", (store, _) => new StoreMutants.NoAdoption(store)),
        new OfStore("no journal", (store, _) => new StoreMutants.NoJournal(store)),
        new OfStore("journal after write", (store, _) => new StoreMutants.JournalAfterWrite(store)),
        new OfStore("no cool-down", (store, _) => new StoreMutants.NoCoolDown(store)),
        new OfStore("no notes", (store, _) => new StoreMutants.NoNotes(store)),
        new OfStore("no memory", (store, _) => new StoreMutants.NoMemory(store)),
        new OfStore("a gone etag", (store, _) => new StoreMutants.NoGoneVersion(store)),
        new OfStore("a hasty twin", (store, _) => new StoreMutants.NoSettling(store, intent => intent is Intent.Create)),
        new OfStore("a hasty comment", (store, _) =>
            new StoreMutants.NoSettling(store, intent => intent is Intent.Comment { Portal: Portal.Defender })),
        new OfStore("a hasty answer", (store, _) =>
            new StoreMutants.NoSettling(store, intent => intent is Intent.Change { AnsweredAs: not null })),
        new OfStore("no key lock", (store, state) => new StoreMutants.NoKeyLock(store, state)),
        new OfStore("no lease deadline", (store, _) => new StoreMutants.NoLeaseDeadline(store)),
        new OfPortal("PUT without etag", portal => new PortalMutants.NoEtag(portal)),
        new OfPortal("whole-object PATCH", portal => new PortalMutants.WholePatch(portal)),
        new OfPortal("blind re-POST", portal => new PortalMutants.BlindRepost(portal)),
        new OfPortal("late values are edits", portal => new PortalMutants.AllByPersons(portal)),
        new OfPortal("strict cursor", portal => new PortalMutants.StrictCursor(portal)),
        new OfPortal("no monotone guard", portal => new PortalMutants.NoMonotoneGuard(portal)),
        new OfReaders("no overlap", connection => connection with
        {
            // A sweep would find what the feed leaves out.
            Timing = connection.Timing with
            {
                Late = connection.Timing.Late with { DefenderOverlap = TimeSpan.Zero, SentinelOverlap = TimeSpan.Zero },
                SweepOpen = TimeSpan.FromDays(1), SweepClosed = TimeSpan.FromDays(1),
            },
        }),
    ];

    /// <summary>What cannot be told from the right engine, for the reason in Mutants.md.</summary>
    public static readonly IReadOnlyList<string> Equivalent = ["strict cursor", "no cool-down"];

    public static Mutant Named(string name) => All.Single(mutant => mutant.Name == name);

    private sealed record OfStore(string Name, Func<ISyncStore, InMemorySyncStore, ISyncStore> Between) : Mutant(Name)
    {
        public override ISyncStore Store(ISyncStore store, InMemorySyncStore state) => Between(store, state);
    }

    private sealed record OfPortal(string Name, Func<InMemoryPortal, IIncidentPortal> Between) : Mutant(Name)
    {
        public override IIncidentPortal Portal(InMemoryPortal portal) => Between(portal);
    }

    private sealed record OfReaders(string Name, Func<SyncConnection, SyncConnection> Between) : Mutant(Name)
    {
        public override SyncConnection Readers(SyncConnection connection) => Between(connection);
    }
}
