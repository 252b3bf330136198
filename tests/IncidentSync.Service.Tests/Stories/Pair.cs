using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Testing;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>One incident as both portals show it now, and the persons who work on it there.</summary>
internal sealed class Pair(TestEnvironment environment, string defenderId)
{
    public string DefenderId => defenderId;

    public string SentinelName => TestEnvironment.TwinOf(defenderId);

    public bool HasTwin => environment.Sentinel.Find(SentinelName) is not null;

    public DefenderIncident InDefender => environment.Defender.Find(defenderId)!;

    public SentinelIncident InSentinel => environment.Sentinel.Find(SentinelName)!;

    public void EditInDefender(Func<DefenderIncident, DefenderIncident> change) =>
        environment.Defender.Edit(defenderId, Actor.Person("alice@contoso.com"), change);

    public void EditInSentinel(Func<SentinelIncident, SentinelIncident> change) =>
        environment.Sentinel.Edit(SentinelName, Actor.Person("bob@contoso.com"), change);

    public Task DefenderShowsAsync(Func<DefenderIncident, bool> what) => Wait.UntilAsync(() => what(InDefender), Describe);

    public Task SentinelShowsAsync(Func<SentinelIncident, bool> what) => Wait.UntilAsync(() => what(InSentinel), Describe);

    /// <summary>The journal of this pair, oldest first.</summary>
    public Task<IReadOnlyList<JournalEntry>> JournalAsync() =>
        environment.Database.JournalAsync(Settings.Identity.LinkOfDefender(new IncidentId(defenderId)));

    private string Describe() => $"Defender: {InDefender}. Sentinel: {InSentinel}.";
}
