using IncidentSync.Core.Links;

namespace IncidentSync.Service.Readers;

/// <summary>The result of one step of a backfill or sweep.</summary>
internal abstract record ListingRun
{
    private ListingRun()
    {
    }

    /// <summary>No list is due, or another replica has it.</summary>
    public sealed record Idle : ListingRun;

    /// <summary>A page was read.</summary>
    /// <param name="Incidents">How many incidents it had.</param>
    /// <param name="Dirty">How many links became dirty.</param>
    public sealed record Read(int Incidents, int Dirty) : ListingRun;

    /// <summary>The step failed; the list has not moved.</summary>
    public sealed record Failed(Failure Failure) : ListingRun;
}
