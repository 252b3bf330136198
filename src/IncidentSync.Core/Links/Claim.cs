namespace IncidentSync.Core.Links;

/// <summary>A link that one worker holds. Only the holder of the newest token can commit.</summary>
/// <param name="Link">The link as it stood when it was claimed.</param>
/// <param name="Token">The fencing token.</param>
/// <param name="DirtySequence">Up to here the link's changes are in <paramref name="Link"/>.</param>
/// <param name="Dirty">Something changed since the link was last planned.</param>
public sealed record Claim(Link Link, long Token, long DirtySequence, bool Dirty)
{
    /// <summary>The brake of the link's connection is on: nothing may be written.</summary>
    public bool IsBraked { get; init; }

    /// <summary>How long the claim holds; every commit that keeps it renews it.</summary>
    public TimeSpan Lease { get; init; }
}

/// <summary>The terms of a claim.</summary>
/// <param name="Lease">How long the claim holds unless it is released.</param>
/// <param name="CoolDown">How long a link rests that is taken over from a worker who never released it: its last call may still take
/// effect.</param>
public sealed record LeaseTerms(TimeSpan Lease, TimeSpan CoolDown);
