using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using IncidentSync.Service.Replays;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Replays;

/// <summary>The table above <see cref="Difference.Of"/>, row by row.</summary>
public sealed class DifferenceTests
{
    private static readonly Link Unread = Link.New(
        Sample.LinkOf("1"), Sample.Connection, new IncidentId("1"), new IncidentId(Sample.TwinOf("1")));
    private static readonly Link New = Unread with { Defender = Sample.Defender("1") };
    private static readonly Incident High = Sample.Incident.With(AllFields.Severity, new Seen<Severity>(Severity.High));

    [Fact]
    public void A_pair_in_step_has_none() => Of(Pair(Sample.Incident)).ShouldBeEmpty();

    [Fact]
    public void A_first_contact_that_finds_the_same_is_none() => Of(Pair(Sample.Incident) with { Bases = Bases.None }).ShouldBeEmpty();

    [Fact]
    public void An_edit_is_carried_to_the_other_portal() =>
        Of(Pair(High)).ShouldBe([
            new("Carried", Portal.Defender, AllFields.Severity, new Seen<Severity>(Severity.Low),
                new Seen<Severity>(Severity.High), true, "edited in Sentinel"),
        ]);

    [Fact]
    public void A_field_that_waits_is_told_even_though_it_waited_before()
    {
        var pair = Pair(Sample.Incident.With(AllFields.Status, new Unknown("brandNew")));
        var held = pair with { Held = ImmutableDictionary<Field, HoldReason>.Empty.Add(AllFields.Status, HoldReason.UnknownValue) };
        var only = Of(held).Single();
        (only.Kind, only.Field, only.Portal, only.Writes, only.Reason).ShouldBe(("Held", AllFields.Status, null, false, "UnknownValue"));
    }

    [Fact]
    public void What_is_left_to_microsofts_own_sync_waits()
    {
        var only = Of(Pair(High), SyncRules.Default.Under(new NativeSync(TimeSpan.FromMinutes(15)))).Single();
        (only.Kind, only.Field, only.Portal, only.Writes).ShouldBe((Difference.Waits, AllFields.Severity, null, false));
        (only.Was, only.Now).ShouldBe((new Seen<Severity>(Severity.Low), new Seen<Severity>(Severity.High)));
    }

    [Fact]
    public void An_incident_that_is_too_young_for_a_twin_waits()
    {
        var rules = SyncRules.Default with { Twins = TwinRules.Every with { CreateDelay = TimeSpan.FromMinutes(5) } };
        var only = Of(New, rules).Single();
        (only.Kind, only.Field, only.Writes).ShouldBe((Difference.Waits, null, false));
    }

    [Fact]
    public void A_portal_that_has_not_spoken_yet_is_asked_first() =>
        Of(Unread).ShouldBe([new(Difference.ReadFirst, Portal.Defender, null, null, null, false, "it has not said anything yet")]);

    [Fact]
    public void An_incident_that_was_not_found_is_looked_for_first() =>
        Of(Pair(Sample.Incident) with { Missing = MissingIncident.Met(Portal.Sentinel) }).Single()
            .ShouldBe(new(Difference.ReadFirst, Portal.Sentinel, null, null, null, false, "it said that it has no such incident"));

    [Fact]
    public void Where_a_merge_went_is_asked_first() =>
        Of(Pair(Sample.Incident) with { Defender = Sample.Defender("1") with { RedirectedTo = new IncidentId("2") } }).Single()
            .ShouldBe(new(Difference.ReadFirst, Portal.Defender, null, null, null, false, "where the incident was merged"));

    [Fact]
    public void A_merged_incident_closes_its_twin()
    {
        var merged = Pair(Sample.Incident) with
        {
            Defender = Sample.Defender("1") with { RedirectedTo = new IncidentId("2") },
            MergedInto = new MergeTarget(new IncidentId("2")),
        };
        var found = Of(merged);
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(difference => difference.Kind == "Lifecycle" && difference.Portal == Portal.Sentinel && difference.Writes);
    }

    private static Link Pair(Incident sentinel)
    {
        var (defender, agreed) = (Sample.Defender("1"), Sample.Sentinel(Sample.TwinOf("1")));
        var bases = AllFields.All.Aggregate(Bases.None, (made, field) => made.Agree(field, defender, agreed));
        return (New with { Sentinel = agreed, Bases = bases }).Observe(Sample.Sentinel(Sample.TwinOf("1"), 2, sentinel));
    }

    private static IReadOnlyList<Difference> Of(Link link, SyncRules? rules = null) =>
        [.. Difference.Of(link, Planner.Plan(link, rules ?? SyncRules.Default, Sample.At(3)))];
}
