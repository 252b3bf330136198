using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>The rows of the table above <see cref="SweepCheck"/>, and which list counts a pair.</summary>
public sealed class SweepCheckTests
{
    private static readonly SweepCheck Check = new(SyncRules.Default, Pair.Start.After(TimeSpan.FromMinutes(30)));
    private static readonly Link Differing = Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Link();

    [Fact]
    public void A_pair_of_which_one_field_does_not_agree_differs_without_a_reason() => Check.Differs(Differing).ShouldBeTrue();

    [Fact]
    public void A_pair_that_agrees_does_not() => Check.Differs(Pair.Synced().Link()).ShouldBeFalse();

    public static TheoryData<string> Reasons =>
    [
        "merged", "missing", "held", "a field held", "announced", "failing", "redirected", "no Defender", "no Sentinel",
    ];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_pair_that_is_not_live_was_not_read_or_waits_has_a_reason(string reason) => Check.Differs(reason switch
    {
        "merged" => Differing with { State = LinkState.Merged },
        "missing" => Differing with { Missing = MissingIncident.Met(Sentinel) },
        "held" => Differing with { Hold = HoldReason.RedirectCircle },
        "a field held" => Differing with { Held = Differing.Held.Add(AllFields.Title, HoldReason.Conflict) },
        "announced" => Differing with { Intents = [new Intent.Create([], [], Sent: false)] },
        "failing" => Differing with { Attempts = 1 },
        "redirected" => Differing with { Defender = Differing.Defender! with { RedirectedTo = new("43") } },
        "no Defender" => Differing with { Defender = null },
        _ => Differing with { Sentinel = null },
    }).ShouldBeFalse();

    [Theory]
    [InlineData(Defender, -1, true)]
    [InlineData(Defender, 0, false)]
    [InlineData(Defender, 1, false)]
    [InlineData(Sentinel, -1, true)]
    [InlineData(Sentinel, 0, false)]
    [InlineData(Sentinel, 1, false)]
    public void A_change_that_is_not_settled_yet_is_on_its_way(Portal portal, int ticks, bool differs)
    {
        var changed = new Stamp(Check.SettledBefore.Ticks + ticks);
        Check.Differs(portal == Defender
            ? Differing with { Defender = Differing.Defender! with { Stamp = changed } }
            : Differing with { Sentinel = Differing.Sentinel! with { Stamp = changed } }).ShouldBe(differs);
    }

    [Fact]
    public void A_field_that_is_off_explains_itself_and_no_other()
    {
        var off = Pair.Synced().Under(AllFields.Severity, ConflictPolicy.Off).Rules;
        (Check with { Rules = off }).Differs(Differing).ShouldBeFalse();
        (Check with { Rules = off }).Differs(Pair.Synced().Edit(Defender, AllFields.Title, "Edited").Link()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void What_one_portal_does_not_show_and_a_text_that_is_empty_there_is_no_difference(Portal portal)
    {
        Check.Differs(Pair.Synced().Show(portal, AllFields.Severity, Reading.Unseen).Link()).ShouldBeFalse();
        Check.Differs(Pair.Synced().Edit(portal, AllFields.Title, "").Link()).ShouldBeFalse();
        Check.Differs(Pair.Synced().Edit(portal, AllFields.Title, "Edited").Link()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Status.Active, Status.Active, "Defender OpenSweep")]
    [InlineData(Status.Active, Status.Closed, "Defender OpenSweep")]
    [InlineData(Status.Closed, Status.Active, "Sentinel OpenSweep")]
    [InlineData(Status.Closed, Status.Closed, "Defender ClosedSweep")]
    public void One_list_of_all_counts_a_pair(Status defender, Status sentinel, string counts)
    {
        var link = Pair.Synced().Edit(Defender, AllFields.Status, defender).Edit(Sentinel, AllFields.Status, sentinel).Link();
        Lists.Where(list => SweepCheck.IsCountedBy(list, link)).Select(list => $"{list.Portal} {list.Kind}").ShouldBe([counts]);
    }

    [Fact]
    public void An_incident_of_which_the_status_is_not_known_is_open()
    {
        SweepCheck.IsClosed(Pair.Synced(Status.Closed).Sentinel!).ShouldBeTrue();
        SweepCheck.IsClosed(Pair.Synced().Sentinel!).ShouldBeFalse();
        SweepCheck.IsClosed(Pair.Synced().Show(Sentinel, AllFields.Status, new Unknown("Paused")).Sentinel!).ShouldBeFalse();
    }

    private static IEnumerable<Listing> Lists =>
        from portal in new[] { Defender, Sentinel }
        from kind in new[] { ListingKind.OpenSweep, ListingKind.ClosedSweep }
        select new Listing("contoso", portal, kind, new FeedRange(new Stamp(0), null), 0, 1);
}
