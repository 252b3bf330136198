using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>The rows of the table above <see cref="Planner"/>, in its order.</summary>
public sealed class PlannerTests
{
    [Fact]
    public void A_twin_knows_of_which_reading_of_Defender_each_of_its_values_was_made()
    {
        var defender = Pair.Synced().Defender!;
        Twin.Create(defender, SyncRules.Default).Fields.ShouldAllBe(write => write.Of == defender.Incident[write.Field]);
    }

    [Fact]
    public void An_incident_that_exists_in_Sentinel_alone_is_unpaired_and_left_alone() =>
        Planner.Plan(Pair.Synced().Link() with { DefenderId = null, Defender = null }, SyncRules.Default, Stamp.EndOfTime)
            .State.ShouldBe(LinkState.Unpaired);

    [Fact]
    public void A_Sentinel_incident_that_only_says_whose_it_is_is_held_as_a_duplicate() =>
        Planner.Plan(Naming("42") with { DefenderId = null, Defender = null }, SyncRules.Default, Stamp.EndOfTime)
            .ShouldSatisfyAllConditions(
                plan => plan.LinkHold.ShouldBe(HoldReason.Duplicate), plan => Print.Of(plan.Action).ShouldBe("nothing"));

    [Fact]
    public void Our_twin_that_Microsofts_own_incident_superseded_is_closed_once()
    {
        var superseded = Naming("42") with { DefenderId = null, Defender = null, SupersededBy = new IncidentId("native") };
        Print.Of(Planner.Plan(superseded, SyncRules.Default, Stamp.EndOfTime).Action)
            .ShouldBe(
                "Sentinel.status := Closed; Sentinel.verdict := Undetermined/Replaced by Microsoft's own incident native [Redirected]");
        var closed = superseded with { Sentinel = Pair.Synced(Status.Closed).Sentinel };
        Planner.Plan(closed, SyncRules.Default, Stamp.EndOfTime)
            .ShouldSatisfyAllConditions(plan => plan.State.ShouldBe(LinkState.Merged), plan => Print.Of(plan.Action).ShouldBe("nothing"));
    }

    [Theory]
    [InlineData(LinkState.Merged)]
    [InlineData(LinkState.Deleted)]
    public void A_link_that_is_over_is_left_alone(LinkState state) =>
        Planner.Plan(Pair.Synced().Edit(Defender, AllFields.Title, "New").Link(state), SyncRules.Default, Stamp.EndOfTime)
            .Action.ShouldBeOfType<SyncAction.Nothing>();

    [Fact]
    public void A_Defender_incident_that_was_never_read_is_read_first() =>
        Print.Of(Planner.Plan(Pair.Synced().Link() with { Defender = null }, SyncRules.Default, Stamp.EndOfTime).Action)
            .ShouldBe("read Defender");

    [Fact]
    public void A_redirected_incident_gets_no_twin() =>
        Planner.Plan(Redirected(Pair.Synced()).Link() with { Sentinel = null }, SyncRules.Default, Stamp.EndOfTime)
            .State.ShouldBe(LinkState.Merged);

    [Fact]
    public void The_twin_of_a_redirected_incident_is_closed_with_a_word_of_where_it_went() =>
        Redirected(Pair.Synced()).Writes()
            .ShouldBe("Sentinel.status := Closed; Sentinel.verdict := Undetermined/Merged into Defender incident 17 [Redirected]");

    [Fact]
    public void A_redirected_incident_whose_twin_is_closed_is_merged_and_keeps_its_verdict() =>
        Redirected(Pair.Synced(Status.Closed)).Plan()
            .ShouldSatisfyAllConditions(plan => plan.State.ShouldBe(LinkState.Merged), plan => Print.Of(plan.Action).ShouldBe("nothing"));

    [Theory]
    [InlineData("High", "", "", LinkState.Unpaired)]
    [InlineData("Medium", "", "", LinkState.Live)]
    [InlineData("", "VIP", "", LinkState.Live)]
    [InlineData("", "phish", "", LinkState.Unpaired)]
    [InlineData("", "", "multi-stage", LinkState.Live)]
    [InlineData("Low", "vip", "ransom", LinkState.Unpaired)]
    public void An_incident_that_a_filter_leaves_out_gets_no_twin(string minSeverity, string tag, string title, LinkState state)
    {
        var twins = new TwinRules(
            TimeSpan.Zero,
            minSeverity.Length > 0 ? Enum.Parse<Severity>(minSeverity) : null,
            Tags.Of(tag),
            title.Length > 0 ? [title] : []);
        Planner.Plan(Pair.Synced().Link() with { Sentinel = null }, SyncRules.Default with { Twins = twins }, Stamp.EndOfTime)
            .State.ShouldBe(state);
    }

    [Theory]
    [InlineData(Status.Active, false)]
    [InlineData(Status.Closed, true)]
    public void A_twin_is_given_a_verdict_when_it_is_closed(Status status, bool given)
    {
        var judged = Pair.Synced().Edit(Defender, AllFields.Status, status)
            .Edit(Defender, AllFields.Verdict, new Verdict(Classification.TruePositive, "malware", ""));
        var twin = (SyncAction.CreateTwin)Planner.Plan(judged.Link() with { Sentinel = null }, SyncRules.Default, Stamp.EndOfTime).Action;
        twin.Fields.Any(write => write.Field == AllFields.Verdict).ShouldBe(given);
    }

    [Fact]
    public void A_filter_is_asked_again_when_the_incident_changes()
    {
        var rules = SyncRules.Default with { Twins = TwinRules.Every with { MinSeverity = Severity.High } };
        var risen = Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Link(LinkState.Unpaired) with { Sentinel = null };
        Planner.Plan(risen, rules, Stamp.EndOfTime).Action.ShouldBeOfType<SyncAction.CreateTwin>();
    }

    [Fact]
    public void A_filter_does_not_part_a_pair() =>
        Planner.Plan(Pair.Synced().Edit(Defender, AllFields.Title, "New")
            .Link(), SyncRules.Default with { Twins = TwinRules.Every with { MinSeverity = Severity.High } }, Stamp.EndOfTime)
            .Action.ShouldBeOfType<SyncAction.Write>();

    [Theory]
    [InlineData(299, "wait until 2026-01-22T12:05:00Z")]
    [InlineData(300, "create: ")]
    public void A_young_incident_waits_for_its_twin(double seconds, string action)
    {
        var rules = SyncRules.Default with { Twins = TwinRules.Every with { CreateDelay = TimeSpan.FromMinutes(5) } };
        var link = Pair.Synced().Link() with { Sentinel = null };
        Print.Of(Planner.Plan(link, rules, Pair.Start.After(TimeSpan.FromSeconds(seconds))).Action).ShouldStartWith(action);
    }

    [Fact]
    public void A_status_that_nobody_knows_is_not_written_over_when_the_incident_is_redirected() =>
        Redirected(Pair.Synced().Show(Sentinel, AllFields.Status, new Unknown("Paused"))).Plan()
            .ShouldSatisfyAllConditions(
                plan => plan.Held.Single().Reason.ShouldBe(HoldReason.UnknownValue), plan => Print.Of(plan.Action).ShouldBe("nothing"));

    [Fact]
    public void A_new_incident_gets_a_twin() =>
        (Pair.Synced() with { Sentinel = null }).Writes()
            .ShouldBe("create: status := Active, owner := alice@contoso.com, severity := Medium, title := 'Multi-stage incident', "
            + "description := 'Two stages.', tags := {vip} [defender:42]");

    [Fact]
    public void A_twin_of_a_closed_incident_is_made_closed_with_its_verdict() =>
        (Pair.Synced(Status.Closed)
            .Edit(Defender, AllFields.Verdict, new Verdict(Classification.TruePositive, "malware", "")) with { Sentinel = null }).Writes()
            .ShouldStartWith("create: status := Closed, verdict := TruePositive/SuspiciousActivity,");

    [Fact]
    public void A_twin_needs_a_title_and_a_severity_even_when_Defender_has_none() =>
        (Pair.Synced().Edit(Defender, AllFields.Title, "")
            .Show(Defender, AllFields.Severity, new Unknown("unknown")) with { Sentinel = null }).Writes()
            .ShouldContain("severity := Informational, title := 'Defender incident 42'");

    [Fact]
    public void A_twin_is_given_nothing_that_is_off_but_what_Sentinel_requires() =>
        (AllFields.All.Aggregate(Pair.Synced(), (pair, one) => pair.Under(one, ConflictPolicy.Off)) with { Sentinel = null }).Writes()
            .ShouldBe("create: status := Active, severity := Medium, title := 'Multi-stage incident' [defender:42]");

    [Fact]
    public void A_twin_whose_owner_cannot_be_mapped_is_unassigned() =>
        (Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("night shift")) with { Sentinel = null })
            .Writes().ShouldNotContain("owner");

    [Fact]
    public void Edits_of_different_fields_on_the_two_portals_both_survive() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.New)
            .Edit(Sentinel, AllFields.Owner, Owner.InSentinel("b-1", "bob@contoso.com"))
            .Writes().ShouldBe("Sentinel.status := New; Defender.owner := bob@contoso.com");

    [Fact]
    public void A_value_that_a_portal_refused_is_not_sent_again_until_an_edit_asks_for_another()
    {
        var edited = Pair.Synced().Edit(Defender, AllFields.Title, "Refused name");
        var refused = new FieldWrite(Sentinel, AllFields.Title, new Seen<string>("Refused name"));
        var known = edited.Link() with { Unwritable = [new(refused, HoldReason.Refused)] };
        Planner.Plan(known, edited.Rules, Stamp.EndOfTime).Held.Single().Reason.ShouldBe(HoldReason.Refused);
        var after = known with { Defender = edited.Edit(Defender, AllFields.Title, "Other name").Defender };
        Print.Of(Planner.Plan(after, edited.Rules, Stamp.EndOfTime).Action)
            .ShouldBe("Sentinel.title := 'Other name'");
    }

    private static Link Naming(string defenderId) =>
        Pair.Synced().Link(LinkState.Unpaired) is var link
            ? link with { Sentinel = link.Sentinel! with { Counterpart = new IncidentId(defenderId) } }
            : link;

    private static Pair Redirected(Pair pair) => pair with { Defender = pair.Defender! with { RedirectedTo = new IncidentId("17") } };
}
