using IncidentSync.Connectors;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Simulation.Mutants;

/// <summary>A wrong engine, made by putting something between the right one and its seams.</summary>
internal record Mutant(string Name)
{
    public static readonly Mutant None = new("none");

    /// <summary>The portal as the stages see it.</summary>
    public virtual IIncidentPortal Portal(InMemoryPortal portal) => portal;

    /// <summary>The store as the stages see it.</summary>
    /// <param name="store">The store that is put in between.</param>
    /// <param name="state">The state itself.</param>
    public virtual ISyncStore Store(ISyncStore store, InMemorySyncStore state) => store;

    /// <summary>The connection as the readers see it.</summary>
    public virtual SyncConnection Readers(SyncConnection connection) => connection;
}
