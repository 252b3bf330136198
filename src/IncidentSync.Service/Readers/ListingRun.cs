using IncidentSync.Core.Links;

namespace IncidentSync.Service.Readers;

/// <summary>What came of one step of the lists that are read whole.</summary>
internal abstract record ListingRun
{
    private ListingRun()
    {
    }

    /// <summary>None is due, or another replica has it.</summary>
    public sealed record Idle : ListingRun;

    /// <summary>A page was read.</summary>
    /// <param name="Incidents">How many incidents it had.</param>
    /// <param name="Dirty">How many links became dirty.</param>
    public sealed record Read(int Incidents, int Dirty) : ListingRun;

    /// <summary>The list is where it was.</summary>
    public sealed record Failed(Failure Failure) : ListingRun;
}
