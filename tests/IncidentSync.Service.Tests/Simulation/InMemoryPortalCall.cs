using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>What the port asks of a portal.</summary>
internal enum InMemoryPortalOperation
{
    List,
    Get,
    Write,
    Comments,
    Comment,
    Native,
}

/// <summary>One call, as the simulation meets it before it is carried out and again before its answer goes back.</summary>
/// <param name="Id">The incident; null for what is about none.</param>
internal sealed record InMemoryPortalCall(Portal Portal, InMemoryPortalOperation Operation, IncidentId? Id)
{
    /// <summary>It can leave something behind when its answer is lost.</summary>
    public bool Writes => Operation is InMemoryPortalOperation.Write or InMemoryPortalOperation.Comment;
}
