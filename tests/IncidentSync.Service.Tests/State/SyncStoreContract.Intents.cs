using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    private static readonly FieldWrite High = new(Portal.Defender, AllFields.Severity, new Seen<Severity>(Severity.High));
    private static readonly FieldWrite Renamed = new(Portal.Defender, AllFields.Title, new Seen<string>("Renamed"));

    [Fact]
    public async Task Everything_that_is_announced_has_a_name_that_stays()
    {
        var stored = await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [Changing(High), Note] });
        stored.Intents.Select(intent => intent.Key).Distinct().Count().ShouldBe(2);
        var again = await CommitAsync((await ClaimAsync(Sample.LinkOf("1")))!, link => link with { Intents = [.. link.Intents, Note] });
        again.Intents.Take(2).Select(intent => intent.Key).ShouldBe(stored.Intents.Select(intent => intent.Key));
        again.Intents.Select(intent => intent.Key).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_page_that_shows_a_write_notes_it_while_a_worker_has_the_link()
    {
        var claim = await AnnounceAsync(Changing(High, Renamed));
        await ReadAsync(Showing(2, Severity.High));
        await ReadAsync(Showing(3, Severity.Medium));
        var sent = claim.Link.Intents.Select(intent => intent with { Sent = true, Rest = TimeSpan.FromMinutes(5) });
        var stored = await CommitAsync(claim, link => link with { Intents = [.. sent] });
        var change = stored.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Change>();
        (change.Sent, change.Shown.Keys.Single(), change.Shown[AllFields.Severity]).ShouldBe((true, AllFields.Severity, High.Value));
    }

    [Fact]
    public async Task What_a_worker_is_shown_of_a_write_is_noted_unless_a_page_noted_more()
    {
        var claim = await AnnounceAsync(Changing(High, Renamed));
        var noted = await CommitAsync(claim, link => link.Observe(Showing(2, Severity.High)));
        noted.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Change>().Shown.Keys.ShouldBe([AllFields.Severity]);
        var again = (await ClaimAsync(Sample.LinkOf("1")))!;
        await ReadAsync(Sample.Defender("1", 3, Sample.Incident.With(AllFields.Title, Renamed.Value)));
        var forgotten = again.Link.Intents.Cast<Intent.Change>().Select(change => change with { Shown = change.Shown.Clear() });
        var more = await CommitAsync(again, link => link with { Intents = [.. forgotten] });
        more.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Change>().Shown.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_shows_what_stood_before_notes_nothing()
    {
        await AnnounceAsync(Changing(High));
        await ReadAsync(Showing(2, Severity.Medium));
        (await StoredAsync(Sample.LinkOf("1"))).Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Change>().Shown.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_rests_until_the_first_of_its_writes_is_due()
    {
        var waiting = new[] { 9, 4 }.Select(minutes => Changing(High) with { Sent = true, Rest = TimeSpan.FromMinutes(minutes) });
        await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [.. waiting] });
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        await PassAsync(TimeSpan.FromMinutes(5));
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        claim.Link.Intents.Select(intent => intent.IsDue).ShouldBe([false, true]);
    }

    [Fact]
    public async Task News_wakes_the_link_and_not_the_write_that_waits()
    {
        await CommitAsync(
            await ClaimNewAsync(), link => link with { Intents = [Changing(High) with { Sent = true, Rest = TimeSpan.FromMinutes(9) }] });
        await ReadAsync(Showing(2, Severity.Medium));
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        (claim.Dirty, claim.Link.Intents.ShouldHaveSingleItem().IsDue).ShouldBe((true, false));
    }

    [Fact]
    public async Task A_wait_that_is_left_as_it_is_is_not_prolonged()
    {
        await CommitAsync(
            await ClaimNewAsync(), link => link with { Intents = [Changing(High) with { Sent = true, Rest = TimeSpan.FromMinutes(9) }] });
        await PassAsync(TimeSpan.FromMinutes(5));
        await ReadAsync(Showing(2, Severity.Medium));
        await CommitAsync((await ClaimAsync(Sample.LinkOf("1")))!, link => link);
        await PassAsync(TimeSpan.FromMinutes(5));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull().Link.Intents.ShouldAllBe(intent => intent.IsDue);
    }

    [Fact]
    public async Task A_link_that_is_dirty_does_not_wait_for_its_writes()
    {
        var claim = await ClaimNewAsync();
        await ReadAsync(Showing(2, Severity.Medium));
        var waiting = claim.Link with { Intents = [Changing(High) with { Sent = true, Rest = TimeSpan.FromMinutes(9) }] };
        (await Store.CommitAsync(claim, new LinkCommit(waiting, [], "rules", new NextStep.Done()), Token)).ShouldBeTrue();
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_value_that_may_be_taken_late_is_remembered()
    {
        var stored = await CommitAsync(
            await ClaimNewAsync(), link => link with { Intents = [new Intent.Unanswered(High) { Rest = TimeSpan.FromMinutes(1) }] });
        stored.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Unanswered>().Write.IsSameAs(High).ShouldBeTrue();
        await CommitAsync((await LaterAsync())!, link => link with { Intents = [] });
        (await StoredAsync(Sample.LinkOf("1"))).Intents.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_etag_that_is_gone_is_remembered_until_another_is_shown()
    {
        await ReadAsync(Sample.Defender("1"));
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), at: 1));
        await CommitAsync((await ClaimAsync(Sample.LinkOf("1")))!, link => link with { GoneVersion = link.Sentinel!.Version });
        (await StoredAsync(Sample.LinkOf("1"))).GoneVersion.ShouldBe("etag-1");
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), at: 2));
        (await StoredAsync(Sample.LinkOf("1"))).GoneVersion.ShouldBeEmpty();
    }

    private static Intent.Change Changing(params ImmutableArray<FieldWrite> writes) => new(Portal.Defender, writes, [], Sent: false);

    private static Snapshot Showing(long at, Severity severity) =>
        Sample.Defender("1", at, Sample.Incident.With(AllFields.Severity, new Seen<Severity>(severity)));

    private async Task<Claim?> LaterAsync()
    {
        await PassAsync(TimeSpan.FromMinutes(2));
        return await ClaimAsync(Sample.LinkOf("1"));
    }

    private async Task<Claim> AnnounceAsync(Intent intent)
    {
        await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [intent] });
        return (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }
}
