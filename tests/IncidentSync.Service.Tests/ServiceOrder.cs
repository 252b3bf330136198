using IncidentSync.Service.Tests;
using IncidentSync.Testing;

[assembly: TestCollectionOrderer(typeof(ServiceOrder))]

namespace IncidentSync.Service.Tests;

/// <summary>The order of these tests.</summary>
public sealed class ServiceOrder() : LongestFirst(
    nameof(Faults.BrokerStories), nameof(Stories.QuotaStories), nameof(Hosting.ProcessTests), nameof(Stories.EndlessListStories),
    nameof(Faults.DatabaseFaultStories), nameof(State.LocalServer.LocalPostgresTests), nameof(Stories.OutageStories),
    nameof(Hosting.HostileWordsStories), nameof(Faults.ReplicaStories), nameof(Faults.BrokerTlsStories));
