using IncidentSync.Core.Links;

namespace IncidentSync.Simulation;

/// <summary>What can go wrong with one call.</summary>
internal abstract record InMemoryPortalFault
{
    private InMemoryPortalFault()
    {
    }

    /// <summary>Not carried out, and this is the answer.</summary>
    public sealed record Refused(Failure Failure) : InMemoryPortalFault;

    /// <summary>A write is answered 409 with this, and not carried out.</summary>
    public sealed record Conflicts(Failure.Denied Refusal, bool IsSaid = false) : InMemoryPortalFault;

    /// <summary>Carried out, and the connection broke.</summary>
    public sealed record AnswerLost : InMemoryPortalFault;

    /// <summary>The connection broke, and the call is carried out this much later.</summary>
    public sealed record AppliedLate(TimeSpan By) : InMemoryPortalFault;

    /// <summary>A read or a list comes from a replica that stopped this long ago.</summary>
    public sealed record Lagging(TimeSpan By) : InMemoryPortalFault;

    /// <summary>A write is applied and answered with the incident as it was before.</summary>
    public sealed record AnswersPrevious : InMemoryPortalFault;

    /// <summary>A write is answered like any other and stamps the incident, which holds what it held before.</summary>
    public sealed record Ignored : InMemoryPortalFault;
}
