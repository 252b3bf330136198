using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>
/// Two people change the same field before the service sees either: the default policy decides, and the journal has the loser.
/// </summary>
public sealed class ConflictStories(TestEnvironmentFixture fixture) : IClassFixture<TestEnvironmentFixture>
{
    private readonly TestEnvironment _environment = fixture.TestEnvironment;

    [Fact]
    public Task Severity_is_the_highest() => DecideAsync(
        AllFields.Severity, incident => incident with { Severity = "low" }, incident => incident with { Severity = "High" },
        pair => (pair.InDefender.Severity, pair.InSentinel.Severity) == ("high", "High"), new Seen<Severity>(Severity.Low), "highest");

    [Fact]
    public Task Status_is_the_more_open() => DecideAsync(
        AllFields.Status, incident => incident with { Status = "resolved" }, incident => incident with { Status = "Active" },
        pair => (pair.InDefender.Status, pair.InSentinel.Status) == ("inProgress", "Active"), new Seen<Status>(Status.Closed), "open");

    [Fact]
    public Task The_title_is_defenders() => DecideAsync(
        AllFields.Title, incident => incident with { DisplayName = "by Alice" }, incident => incident with { Title = "by Bob" },
        pair => (pair.InDefender.DisplayName, pair.InSentinel.Title) == ("by Alice", "by Alice"), new Seen<string>("by Bob"), "defender");

    [Fact]
    public Task The_owner_is_the_newest() => DecideAsync(
        AllFields.Owner, incident => incident with { AssignedTo = "alice@contoso.com" },
        incident => incident with { Owner = new SentinelOwner { UserPrincipalName = "bob@contoso.com" } },
        pair => (pair.InDefender.AssignedTo, pair.InSentinel.Owner.UserPrincipalName) == ("bob@contoso.com", "bob@contoso.com"),
        new Seen<Owner>(Owner.InDefender("alice@contoso.com")), "newest");

    [Fact]
    public async Task The_same_value_on_both_is_no_conflict()
    {
        var pair = await _environment.PairAsync();
        await _environment.UnseenAsync(() =>
        {
            pair.EditInDefender(incident => incident with { Severity = "high" });
            pair.EditInSentinel(incident => incident with { Severity = "High" });
        });
        var before = _environment.Writes;
        await _environment.SettleAsync();
        _environment.Writes.ShouldBe(before);
        (await pair.JournalAsync()).ShouldNotContain(row => row.Kind == JournalKind.Conflict);
    }

    private async Task DecideAsync(
        Field field,
        Func<DefenderIncident, DefenderIncident> inDefender,
        Func<SentinelIncident, SentinelIncident> inSentinel,
        Func<Pair, bool> decided,
        Reading loser,
        string policy)
    {
        var pair = await _environment.PairAsync();
        await _environment.UnseenAsync(() =>
        {
            pair.EditInDefender(inDefender);
            _environment.World.Clock.Advance(TimeSpan.FromSeconds(3));
            pair.EditInSentinel(inSentinel);
        });
        await Wait.UntilAsync(() => decided(pair), () => $"{pair.InDefender} {pair.InSentinel}");
        var conflict = (await pair.JournalAsync()).Single(row => row.Kind == JournalKind.Conflict);
        (conflict.Field, conflict.Was, conflict.Reason).ShouldBe((field, loser, policy));
    }
}
