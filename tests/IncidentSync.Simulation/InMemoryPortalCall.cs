using IncidentSync.Connectors;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Checking;

namespace IncidentSync.Simulation;

/// <summary>What the port asks of a portal.</summary>
internal enum InMemoryPortalOperation
{
    List,
    Get,
    Write,
    Comments,
    GetComment,
    Comment,
    Native,
    FindNative,
}

/// <summary>One call, as the simulation meets it before it is carried out and again before its answer goes back.</summary>
/// <param name="Id">The incident; null for what is about none.</param>
internal sealed record InMemoryPortalCall(Portal Portal, InMemoryPortalOperation Operation, IncidentId? Id)
{
    /// <summary>What is written, where it is a write.</summary>
    public IncidentWrite? Write { get; init; }

    /// <summary>What is posted, where it is a comment.</summary>
    public CommentPost? Post { get; init; }

    /// <summary>The caller gives it up when this is cancelled.</summary>
    public CancellationToken GivenUp { get; init; }

    /// <summary>What the world knows of it.</summary>
    public CallFacts? Facts { get; set; }

    /// <summary>It can leave something behind when its answer is lost.</summary>
    public bool Writes => Operation is InMemoryPortalOperation.Write or InMemoryPortalOperation.Comment;
}
