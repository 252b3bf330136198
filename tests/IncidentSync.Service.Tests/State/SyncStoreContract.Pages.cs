using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    public static TheoryData<string> FieldNames => [.. AllFields.All.Select(known => known.Name)];

    [Fact]
    public async Task A_feed_that_never_ran_has_no_cursor() =>
        (await Store.LoadCursorAsync(Sample.Connection, Portal.Defender, Token)).ShouldBeNull();

    [Fact]
    public async Task A_cursor_moves_with_the_page_that_carries_it()
    {
        await Store.StorePageAsync(Sample.Page(Portal.Defender, Sample.At(7), Sample.Defender("1")), Token);
        (await Store.LoadCursorAsync(Sample.Connection, Portal.Defender, Token)).ShouldBe(Sample.At(7));
        (await FindAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_page_in_the_middle_of_a_window_moves_no_cursor()
    {
        await Store.StorePageAsync(Sample.Page(Portal.Defender, Sample.At(7)), Token);
        await ReadAsync(Sample.Defender("1", at: 9));
        (await Store.LoadCursorAsync(Sample.Connection, Portal.Defender, Token)).ShouldBe(Sample.At(7));
    }

    [Fact]
    public async Task A_cursor_never_goes_back()
    {
        await Store.StorePageAsync(Sample.Page(Portal.Defender, Sample.At(7)), Token);
        await Store.StorePageAsync(Sample.Page(Portal.Defender, Sample.At(6)), Token);
        (await Store.LoadCursorAsync(Sample.Connection, Portal.Defender, Token)).ShouldBe(Sample.At(7));
    }

    [Fact]
    public async Task Every_feed_has_a_cursor_of_its_own()
    {
        await Store.StorePageAsync(Sample.Page(Portal.Defender, Sample.At(7)), Token);
        (await Store.LoadCursorAsync(Sample.Connection, Portal.Sentinel, Token)).ShouldBeNull();
        (await Store.LoadCursorAsync("fabrikam", Portal.Defender, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_page_makes_a_dirty_link_of_every_new_incident()
    {
        var dirty = await ReadAsync(Sample.Defender("1"), Sample.Defender("2"));
        dirty.ShouldBe([Sample.LinkOf("1"), Sample.LinkOf("2")], ignoreOrder: true);
        (await Store.FindDueAsync(9, Token)).ShouldAllBe(due => due.Dirty);
    }

    [Fact]
    public async Task The_same_page_again_makes_nothing_dirty()
    {
        await ReadAsync(Sample.Defender("1"), Sample.Defender("2"));
        (await ReadAsync(Sample.Defender("1"), Sample.Defender("2"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_the_stamp_alone_is_stored_and_makes_nothing_dirty()
    {
        var name = Sample.TwinOf("1");
        await ReadAsync(Sample.Sentinel(name, at: 1));
        (await ReadAsync(Sample.Sentinel(name, at: 2))).ShouldBeEmpty();
        (await StoredAsync(Sample.Identity.LinkOfSentinel(new IncidentId(name)))).Sentinel!.Version.ShouldBe("etag-2");
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public async Task A_change_of_any_field_makes_its_link_dirty(string name)
    {
        await ReadAsync(Sample.Defender("1", at: 1), Sample.Defender("2", at: 1));
        var changed = Sample.Incident.With(AllFields.Named(name)!, new Unknown("changed"));
        (await ReadAsync(Sample.Defender("1", at: 2, changed), Sample.Defender("2", at: 2))).ShouldBe([Sample.LinkOf("1")]);
    }

    [Fact]
    public async Task A_merge_into_another_incident_makes_its_link_dirty()
    {
        await ReadAsync(Sample.Defender("1", at: 1));
        (await ReadAsync(Sample.Defender("1", at: 2) with { RedirectedTo = new IncidentId("2") })).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).Defender!.RedirectedTo.ShouldBe(new IncidentId("2"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("2", true)]
    public async Task A_count_that_reaches_our_own_comments_is_news_to_a_merge_alone(string? mergedInto, bool isNews)
    {
        await ReadAsync(Sample.Defender("1") with { RedirectedTo = mergedInto is null ? null : new IncidentId(mergedInto) });
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), at: 1));
        await CommitAsync((await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull(), link => link with { CommentsRead = 1 });
        (await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), at: 2) with { CommentCount = 1 })).Count.ShouldBe(isNews ? 1 : 0);
    }

    [Fact]
    public async Task An_older_snapshot_is_passed_over()
    {
        await ReadAsync(Sample.Defender("1", at: 5));
        (await ReadAsync(Sample.Defender("1", at: 4, Sample.Incident.With(AllFields.Title, new Seen<string>("old"))))).ShouldBeEmpty();
        (await StoredAsync(Sample.LinkOf("1"))).Defender!.Incident[AllFields.Title].ShouldBe(new Seen<string>("Phish"));
    }

    [Fact]
    public async Task An_incident_twice_in_one_page_is_one_link_with_the_newer_snapshot()
    {
        (await ReadAsync(Sample.Defender("1", at: 2), Sample.Defender("1", at: 1))).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).Defender!.Stamp.ShouldBe(Sample.At(2));
    }

    [Fact]
    public async Task The_first_snapshot_that_differs_from_the_base_leaves_its_stamp()
    {
        var high = Sample.Incident.With(AllFields.Severity, new Seen<Severity>(Severity.High));
        await CommitAsync(
            await ClaimNewAsync(), link => link with { Bases = link.Bases.Agree(AllFields.Severity, link.Defender!, link.Defender!) });
        await ReadAsync(Sample.Defender("1", at: 2, high));
        await ReadAsync(Sample.Defender("1", at: 3, high));
        (await StoredAsync(Sample.LinkOf("1"))).Bases[AllFields.Severity]!.DefenderSince.ShouldBe(Sample.At(2));
    }

    [Fact]
    public async Task A_field_that_is_back_at_its_base_has_no_such_stamp()
    {
        var high = Sample.Incident.With(AllFields.Severity, new Seen<Severity>(Severity.High));
        await CommitAsync(
            await ClaimNewAsync(), link => link with { Bases = link.Bases.Agree(AllFields.Severity, link.Defender!, link.Defender!) });
        await ReadAsync(Sample.Defender("1", at: 2, high));
        await ReadAsync(Sample.Defender("1", at: 3));
        (await StoredAsync(Sample.LinkOf("1"))).Bases[AllFields.Severity]!.DefenderSince.ShouldBeNull();
    }
}
