using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    [Fact]
    public async Task A_twin_is_found_by_its_name()
    {
        await ReadAsync(Sample.Defender("1"));
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1")))).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).Sentinel.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_name_is_the_same_in_capital_letters()
    {
        await ReadAsync(Sample.Defender("1"));
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1").ToUpperInvariant()))).ShouldBe([Sample.LinkOf("1")]);
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sentinel_incident_joins_the_defender_incident_it_names()
    {
        await ReadAsync(Sample.Defender("1"));
        (await ReadAsync(Sample.Sentinel("native", of: "1"))).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).SentinelName.ShouldBe(new IncidentId("native"));
    }

    [Fact]
    public async Task A_defender_incident_joins_the_sentinel_incident_that_named_it_before()
    {
        (await ReadAsync(Sample.Sentinel("native", of: "1"))).ShouldBe([Sample.LinkOf("1")]);
        (await ReadAsync(Sample.Defender("1"))).ShouldBe([Sample.LinkOf("1")]);
        var link = await StoredAsync(Sample.LinkOf("1"));
        (link.DefenderId, link.SentinelName, link.State).ShouldBe((new IncidentId("1"), new IncidentId("native"), LinkState.Live));
    }

    [Fact]
    public async Task A_second_sentinel_incident_of_the_same_defender_incident_is_unpaired()
    {
        await ReadAsync(Sample.Sentinel("first", of: "1"), Sample.Sentinel("second", of: "1"));
        (await StoredAsync(Sample.LinkOf("1"))).SentinelName.ShouldBe(new IncidentId("first"));
        (await StoredAsync(Sample.Identity.LinkOfSentinel(new IncidentId("second")))).State.ShouldBe(LinkState.Unpaired);
    }

    [Fact]
    public async Task A_sentinel_incident_that_names_nothing_is_unpaired()
    {
        var (link, _) = (Sample.Identity.LinkOfSentinel(new IncidentId("alone")), await ReadAsync(Sample.Sentinel("alone")));
        (await StoredAsync(link)).State.ShouldBe(LinkState.Unpaired);
        (await StoredAsync(link)).DefenderId.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    public async Task A_new_incident_that_does_not_name_the_Defender_incident_of_a_deleted_one_leaves_it_deleted(string? named)
    {
        await ReadAsync(Sample.Sentinel("first", of: "1"));
        var deleted = new MissingIncident(Portal.Sentinel, 2, Sample.At(0));
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await CommitAsync(claim, link => link with { State = LinkState.Deleted, Missing = deleted });
        await ReadAsync(Sample.Sentinel("second", of: named));
        var link = await StoredAsync(Sample.LinkOf("1"));
        (link.State, link.SentinelName, link.Missing).ShouldBe((LinkState.Deleted, new IncidentId("first"), deleted));
    }

    [Fact]
    public async Task An_incident_has_a_link_in_every_connection_that_reads_it()
    {
        var other = new LinkIdentity("tenant", "subscription", "group", "secondary");
        await ReadAsync(Sample.Defender("1"));
        var made = await Store.StorePageAsync(new PageCommit("secondary", other, Portal.Defender, [Sample.Defender("1")], null), Token);
        made.ShouldBe([other.LinkOfDefender(new IncidentId("1"))]);
        (await StoredAsync(made[0])).Connection.ShouldBe("secondary");
        (await StoredAsync(Sample.LinkOf("1"))).Connection.ShouldBe(Sample.Connection);
    }

    [Fact]
    public async Task Two_feeds_that_meet_the_same_new_pair_at_once_make_one_link()
    {
        foreach (var id in Enumerable.Range(1, 20).Select(number => $"{number}"))
        {
            var feeds = new[] { Sample.Defender(id), Sample.Sentinel($"native-{id}", of: id) };
            await Task.WhenAll(feeds.Select(snapshot => Task.Run(() => ReadAsync(snapshot))));
            var link = await StoredAsync(Sample.LinkOf(id));
            (link.Defender?.Id, link.Sentinel?.Id).ShouldBe((new IncidentId(id), new IncidentId($"native-{id}")));
        }

        (await Store.FindDueAsync(100, Token)).Count.ShouldBe(20);
    }
}
