using IncidentSync.Service.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace IncidentSync.Service.Tests;

/// <summary>What takes longest is begun first, or a core is idle at the end. The rest follows in the order it is found.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(Faults.BrokerStories), nameof(Simulation.SimulationTests), nameof(Stories.QuotaStories), nameof(Hosting.ProcessTests),
        nameof(Stories.EndlessListStories), nameof(Simulation.Mutants.MutantTests), nameof(Faults.DatabaseFaultStories),
        nameof(State.LocalServer.LocalPostgresTests), nameof(Stories.OutageStories), nameof(Simulator.Pages.PageCollection),
        nameof(Hosting.HostileWordsStories), nameof(Faults.ReplicaStories), nameof(Faults.BrokerTlsStories),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(PlaceOf)];

    private static int PlaceOf<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
