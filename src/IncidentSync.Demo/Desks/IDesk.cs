using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Desks;

/// <summary>One incident open in one portal, with what a person can do to it there. Every edit goes through that portal.</summary>
internal interface IDesk
{
    Portal Portal { get; }

    /// <summary>Defender's id or Sentinel's name.</summary>
    string IncidentId { get; }

    /// <summary>Null when the incident was deleted or merged away.</summary>
    CaseStatus? Status { get; }

    string Title { get; }

    /// <summary>In Defender's spelling.</summary>
    string Severity { get; }

    /// <summary>A user principal name; null for nobody.</summary>
    string? Owner { get; }

    /// <summary>The tags that persons set.</summary>
    IReadOnlyList<string> Tags { get; }

    /// <summary>Pick up: owner and status in one edit.</summary>
    void Take(Actor by);

    void Assign(Actor by, string? owner);

    /// <summary>New or Active; from Closed that is a reopening.</summary>
    void SetStatus(Actor by, CaseStatus status);

    void Close(Actor by, Closing closing);

    /// <param name="by">Whose hand it is.</param>
    /// <param name="severity">In Defender's spelling.</param>
    void SetSeverity(Actor by, string severity);

    void Retitle(Actor by, string title);

    void Describe(Actor by, string description);

    void Tag(Actor by, string tag);

    void Untag(Actor by, string tag);

    /// <param name="by">Whose hand it is.</param>
    /// <param name="text">What is written.</param>
    /// <param name="name">Its name where comments have one.</param>
    void Comment(Actor by, string text, Guid name);
}
