using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a page does to the links that it touches: which of them are stored, and which are planned.</summary>
public sealed class PageMergeTests
{
    /// <summary>Another pair, which no page of these tests shows.</summary>
    private static readonly Link Another = Link.New(new LinkId(Guid.Empty), "contoso", new("7"), new("seven"));

    private static readonly Link Known = Paged.PairWith(Paged.OurTwin) with { Defender = Paged.InDefender, Bases = Pair.Synced().Bases };

    private static readonly Reading Title = new Seen<string>("Another title");
    private static readonly Incident Retitled = Paged.OurTwin.Incident.With(AllFields.Title, Title);

    [Fact]
    public void An_incident_that_nobody_knew_makes_a_link_that_is_stored_and_planned()
    {
        var merged = PageMerge.Apply(Paged.Of(Paged.InDefender), [Another]).ShouldHaveSingleItem();
        (Paged.Words(merged.Link), merged.Changed, merged.Dirty).ShouldBe(("42 and twin, Live", true, true));
        merged.Link.Defender.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void An_incident_comes_to_the_link_that_has_its_name_though_it_was_never_read(Portal portal)
    {
        var merged = PageMerge.Apply(Paged.Of(portal == Portal.Defender ? Paged.InDefender : Paged.OurTwin),
            [Another, Paged.Unread(Paged.Twin)]).ShouldHaveSingleItem();
        (merged.Link.Id, merged.Dirty, merged.Link[portal]!.Portal).ShouldBe((Known.Id, true, portal));
    }

    [Fact]
    public void The_same_again_is_not_stored() =>
        PageMerge.Apply(Paged.Of(Paged.OurTwin with { WebUrl = "https://elsewhere" }), [Another, Known]).ShouldBeEmpty();

    [Fact]
    public void An_edit_is_stored_and_planned()
    {
        var merged = Merge(Known, Later(Paged.OurTwin) with { Incident = Retitled }).ShouldNotBeNull();
        (merged.Dirty, merged.Link.CommentsRead).ShouldBe((true, 0));
        merged.Link.Sentinel!.Incident[AllFields.Title].ShouldBe(Title);
    }

    [Fact]
    public void Another_version_of_the_same_is_stored_for_the_next_write_and_not_planned() =>
        Merge(Known, Later(Paged.OurTwin)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            merged => merged.Dirty.ShouldBeFalse(), merged => merged.Link.Sentinel!.Version.ShouldBe("later"));

    public static TheoryData<string> News => ["a redirect", "a counterpart", "a comment", "that it is there again"];

    [Theory]
    [MemberData(nameof(News))]
    public void Whatever_a_plan_looks_at_is_news(string what)
    {
        var known = what == "that it is there again" ? Known with { Missing = MissingIncident.Met(Portal.Sentinel) } : Known;
        var shown = what switch
        {
            "a redirect" => Later(Paged.OurTwin) with { RedirectedTo = new("43") },
            "a counterpart" => Later(Paged.OurTwin) with { Counterpart = new("43") },
            "a comment" => Later(Paged.OurTwin) with { CommentCount = 1 },
            _ => Later(Paged.OurTwin),
        };
        Merge(known, shown).ShouldNotBeNull().Dirty.ShouldBeTrue();
    }

    [Fact]
    public void That_an_incident_is_there_says_nothing_of_the_one_that_is_missing_on_the_other_portal()
    {
        var merged = Merge(Known with { Missing = MissingIncident.Met(Portal.Defender) }, Later(Paged.OurTwin)).ShouldNotBeNull();
        (merged.Dirty, merged.Link.Missing).ShouldBe((false, MissingIncident.Met(Portal.Defender)));
    }

    [Theory]
    [InlineData(true, 2, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 2, false)]
    public void That_our_own_comment_is_counted_is_news_for_a_merge_alone(bool isMerged, int count, bool isNews)
    {
        var known = Known with
        {
            Defender = Paged.InDefender with { RedirectedTo = isMerged ? new IncidentId("43") : null },
            Sentinel = Paged.OurTwin with { CommentCount = 1 },
            CommentsRead = count,
        };
        Merge(known, Later(Paged.OurTwin) with { CommentCount = count }).ShouldNotBeNull().Dirty.ShouldBe(isNews);
    }

    [Fact]
    public void A_merge_that_is_done_waits_for_no_count()
    {
        var done = Known with
        {
            State = LinkState.Merged, Defender = Paged.InDefender with { RedirectedTo = new IncidentId("43") }, CommentsRead = 1,
        };
        Merge(done, Later(Paged.OurTwin) with { CommentCount = 1 }).ShouldNotBeNull().Dirty.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, -1)]
    [InlineData(0, -1)]
    [InlineData(-2, -3)]
    public void A_change_of_nothing_that_is_shown_has_the_comments_read_again_and_a_worker_that_read_them_before_notices(
        int read, int then)
    {
        var known = Known with { CommentsRead = read, Sentinel = Paged.OurTwin with { CommentCount = 3 } };
        var merged = Merge(known, Hidden with { CommentCount = 3 }).ShouldNotBeNull();
        (merged.Link.CommentsRead, merged.Dirty).ShouldBe((then, true));
    }

    [Fact]
    public void The_comments_of_an_incident_that_has_no_pair_are_not_read_again() =>
        Merge(Paged.Alone(Paged.OurTwin), Hidden).ShouldNotBeNull().Link.CommentsRead.ShouldBe(0);

    [Fact]
    public void An_older_read_is_counted_and_changes_nothing_else()
    {
        var merged = Merge(Known, Later(Paged.OurTwin) with { Stamp = Pair.Start.Back(TimeSpan.FromSeconds(1)) }).ShouldNotBeNull();
        (merged.Link.Older?.Reads, merged.Dirty, merged.Link.Sentinel).ShouldBe((1, false, Known.Sentinel));
    }

    [Fact]
    public void The_same_again_ends_the_count_of_older_reads()
    {
        var older = new OlderReads(Portal.Sentinel, Pair.Start.Back(TimeSpan.FromSeconds(1)), Pair.Start, 3);
        var merged = Merge(Known with { Older = older }, Paged.OurTwin with { Raw = "{ }" }).ShouldNotBeNull();
        (merged.Link.Older, merged.Dirty).ShouldBe((null, false));
    }

    [Fact]
    public void A_link_that_one_row_of_a_page_made_dirty_stays_so_whatever_the_next_row_says()
    {
        var edited = Later(Paged.OurTwin) with { Incident = Retitled };
        var again = edited with { Stamp = edited.Stamp.After(TimeSpan.FromSeconds(1)), Version = "latest", Raw = """{"moved":"twice"}""" };
        var merged = PageMerge.Apply(Paged.Of(edited, again), [Known]).ShouldHaveSingleItem();
        (merged.Dirty, merged.Link.Sentinel!.Version).ShouldBe((true, "latest"));
    }

    [Fact]
    public void A_link_that_gives_an_incident_away_is_stored_and_planned_too()
    {
        var merged = PageMerge.Apply(Paged.Of(Paged.InDefender), [Another, Paged.PairWith(Paged.Labelled)]);
        merged.Select(one => Paged.Words(one.Link)).ShouldBe(["42 and twin, Live", "none and rules (read), Unpaired"]);
        merged.ShouldAllBe(one => one.Changed && one.Dirty);
    }

    [Fact]
    public void A_link_that_gives_up_its_incidents_name_is_stored_before_the_one_that_gets_it_and_once()
    {
        var alone = Paged.Alone(Paged.OurTwin);
        var merged = PageMerge.Apply(Paged.Of(Paged.InDefender), [Another, alone]);
        merged.Select(one => Paged.Words(one.Link)).ShouldBe([$"none and {alone.Id}, Merged", "42 and twin (read), Live"]);
        merged.ShouldAllBe(one => one.Changed && one.Dirty);
    }

    [Fact]
    public void A_Sentinel_incident_comes_to_its_Defender_incidents_link() =>
        PageMerge.Apply(Paged.Of(Paged.Native), [Another, Paged.Unread(Paged.Twin) with { Defender = Paged.InDefender }])
            .ShouldHaveSingleItem().Link.ShouldSatisfyAllConditions(
                link => link.Id.ShouldBe(Known.Id), link => Paged.Words(link).ShouldBe("42 and microsofts (read), Live"));

    /// <summary>A version of which the incident shows nothing.</summary>
    private static Snapshot Hidden => Later(Paged.OurTwin) with { Raw = Paged.OurTwin.Raw };

    /// <summary>The next version, in which something moved that is not synced.</summary>
    private static Snapshot Later(Snapshot snapshot) =>
        snapshot with { Stamp = Pair.Start.After(TimeSpan.FromMinutes(1)), Version = "later", Raw = """{"moved":true}""" };

    private static PageMerge.Merged? Merge(Link known, Snapshot shown) =>
        PageMerge.Apply(Paged.Of(shown), [Another, known]).SingleOrDefault();
}
