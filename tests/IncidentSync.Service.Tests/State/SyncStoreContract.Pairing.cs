using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

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
    public async Task Microsofts_own_incident_joins_the_defender_incident_of_its_id()
    {
        await ReadAsync(Sample.Defender("1"));
        (await ReadAsync(Sample.Native("native", of: "1"))).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).SentinelName.ShouldBe(new IncidentId("native"));
    }

    [Fact]
    public async Task A_defender_incident_joins_Microsofts_own_that_was_read_before_it()
    {
        (await ReadAsync(Sample.Native("native", of: "1"))).ShouldBe([Sample.LinkOf("1")]);
        (await ReadAsync(Sample.Defender("1"))).ShouldBe([Sample.LinkOf("1")]);
        var link = await StoredAsync(Sample.LinkOf("1"));
        (link.DefenderId, link.SentinelName, link.State).ShouldBe((new IncidentId("1"), new IncidentId("native"), LinkState.Live));
    }

    [Fact]
    public async Task A_twin_whose_label_tells_whose_it_is_belongs_to_that_link_before_its_defender_incident_is_read()
    {
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), of: "1"))).ShouldBe([Sample.LinkOf("1")]);
        (await ReadAsync(Sample.Defender("1"))).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).ShouldSatisfyAllConditions(
            link => link.State.ShouldBe(LinkState.Live), link => link.Sentinel!.Id.ShouldBe(new(Sample.TwinOf("1"))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    public async Task A_twin_whose_label_does_not_tell_whose_it_is_is_found_by_its_name_when_its_defender_incident_is_read(string? label)
    {
        var alone = Sample.Identity.LinkOfSentinel(new(Sample.TwinOf("1")));
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), of: label))).ShouldBe([alone]);
        var working = (await ClaimAsync(alone)).ShouldNotBeNull();
        (await ReadAsync(Sample.Defender("1"))).ShouldBe([alone, Sample.LinkOf("1")], ignoreOrder: true);
        var (pair, left) = (await StoredAsync(Sample.LinkOf("1")), await StoredAsync(alone));
        (pair.State, pair.Defender!.Id, pair.Sentinel!.Id).ShouldBe((LinkState.Live, new("1"), new(Sample.TwinOf("1"))));
        (left.State, left.Sentinel, left.SentinelName == pair.SentinelName).ShouldBe((LinkState.Merged, null, false));
        (await Store.CommitAsync(working, new LinkCommit(working.Link, [], "rules", NextStep.Left), Token)).ShouldBeFalse();
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), at: 2))).ShouldBe([Sample.LinkOf("1")]);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public async Task A_label_pairs_nothing_whichever_is_read_first(Portal first)
    {
        var stranger = Sample.Identity.LinkOfSentinel(new IncidentId("stranger"));
        Snapshot[] both = [Sample.Defender("1"), Sample.Sentinel("stranger", of: "1")];
        foreach (var snapshot in first == Portal.Defender ? both : both.Reverse())
        {
            await ReadAsync(snapshot);
        }

        var (pair, other) = (await StoredAsync(Sample.LinkOf("1")), await StoredAsync(stranger));
        (pair.SentinelName, pair.Sentinel).ShouldBe((new IncidentId(Sample.TwinOf("1")), null));
        (other.DefenderId, other.State, other.Sentinel!.Id).ShouldBe((null, LinkState.Unpaired, new("stranger")));
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("twin")]
    public async Task A_pair_that_was_stored_by_a_label_stays_whichever_of_the_two_is_read_again(string read)
    {
        await StoreByLabelAsync("copy", of: "1");
        var name = read == "twin" ? Sample.TwinOf("1") : read;
        await ReadAsync(Sample.Sentinel(name, at: 2, of: "1"));
        await ReadAsync(Sample.Defender("1", at: 2));
        var pair = await StoredAsync(Sample.LinkOf("1"));
        (pair.State, pair.SentinelName, pair.Sentinel!.Id).ShouldBe((LinkState.Live, new("copy"), new("copy")));
        (pair.Defender!.Stamp, pair.Bases.ByField.Keys.Single()).ShouldBe((Sample.At(2), AllFields.Severity));
    }

    [Fact]
    public async Task A_defender_incident_that_a_label_claimed_before_it_came_gets_its_own_twin()
    {
        await StoreByLabelAsync("copy", of: "1", claimedOnly: true);
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1")));
        await ReadAsync(Sample.Defender("1"));
        var (pair, other) = (await StoredAsync(Sample.LinkOf("1")), await StoredAsync(Sample.Identity.LinkOfSentinel(new("copy"))));
        (pair.State, pair.Missing, pair.Sentinel!.Id).ShouldBe((LinkState.Live, null, new(Sample.TwinOf("1"))));
        (other.DefenderId, other.State, other.Sentinel!.Id).ShouldBe((null, LinkState.Unpaired, new("copy")));
    }

    [Fact]
    public async Task What_a_label_claimed_is_given_up_in_the_store_too()
    {
        await StoreByLabelAsync("copy", of: "1", claimedOnly: true);
        await ReadAsync(Sample.Defender("1"));
        (await StoredAsync(Sample.LinkOf("1"))).ShouldSatisfyAllConditions(
            link => link.SentinelName.ShouldBe(new(Sample.TwinOf("1"))), link => link.Sentinel.ShouldBeNull());
    }

    [Fact]
    public async Task A_second_sentinel_incident_of_the_same_defender_incident_is_unpaired()
    {
        await ReadAsync(Sample.Native("first", of: "1"), Sample.Native("second", of: "1"));
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
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_new_incident_that_is_neither_ours_nor_Microsofts_leaves_a_deleted_one_deleted_whatever_its_label(string? named)
    {
        await ReadAsync(Sample.Native("first", of: "1"));
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
            var feeds = new[] { Sample.Defender(id), Sample.Native($"native-{id}", of: id) };
            await Task.WhenAll(feeds.Select(snapshot => Task.Run(() => ReadAsync(snapshot))));
            var link = await StoredAsync(Sample.LinkOf(id));
            (link.Defender?.Id, link.Sentinel?.Id).ShouldBe((new IncidentId(id), new IncidentId($"native-{id}")));
        }

        (await Store.FindDueAsync(100, Token)).Count.ShouldBe(20);
    }

    /// <summary>What an older version left behind, to which a label was enough.</summary>
    /// <param name="name">The Sentinel incident with the label.</param>
    /// <param name="of">The Defender incident that it names.</param>
    /// <param name="claimedOnly">Defender has not had such an incident.</param>
    private async Task StoreByLabelAsync(string name, string of, bool claimedOnly = false)
    {
        await ReadAsync(Sample.Native(name, of));
        if (!claimedOnly)
        {
            await ReadAsync(Sample.Defender(of));
        }

        await CommitAsync((await ClaimAsync(Sample.LinkOf(of))).ShouldNotBeNull(), link => claimedOnly
            ? link with
            {
                Sentinel = Sample.Sentinel(name, of: of),
                State = LinkState.Deleted,
                Missing = new MissingIncident(Portal.Defender, 2, Sample.At(0)),
            }
            : link with
            {
                Sentinel = Sample.Sentinel(name, of: of),
                Bases = Bases.None.Agree(AllFields.Severity, link.Defender!, link.Sentinel!),
            });
    }
}
