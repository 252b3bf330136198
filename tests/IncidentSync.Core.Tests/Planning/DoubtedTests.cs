using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>
/// When the journal says that nobody can know: something is written over a write that got no answer and that no read has shown, although
/// the portal has made another version meanwhile.
/// </summary>
public sealed class DoubtedTests
{
    private static readonly ImmutableDictionary<Field, HoldReason> NothingHeld = ImmutableDictionary<Field, HoldReason>.Empty;

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Another_value_over_one_that_is_looked_for_is_told_with_what_stands_there_and_what_was_sent(Portal portal) =>
        Told(Edited(portal), Sent(Severe(portal, Severity.Low))).ShouldBe([$"{portal} severity: Medium, sent Low"]);

    [Fact]
    public void The_same_value_once_more_is_told_when_it_was_never_seen()
    {
        var late = Late(Severe(Defender, Severity.High));
        Told(Edited(Defender), late).ShouldBe(["Defender severity: Medium, sent High"]);
        Told(Edited(Defender), late with { SeenAs = late.Write.Value }).ShouldBeEmpty();
    }

    [Fact]
    public void Another_value_over_one_that_can_take_effect_late_no_more_is_told_when_it_was_never_seen()
    {
        var past = Late(Severe(Defender, Severity.Low)) with { IsPast = true };
        Told(Edited(Defender), past).ShouldBe(["Defender severity: Medium, sent Low"]);
        Told(Edited(Defender), past with { SeenAs = past.Write.Value }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    public void While_the_version_stands_over_which_it_was_sent_it_did_not_take_effect(int ticks, int told)
    {
        var edited = Edited(Defender);
        var sent = Sent(Severe(Defender, Severity.Low)) with { Over = new Stamp(edited.Defender!.Stamp.Ticks + ticks) };
        Told(edited, sent).Count().ShouldBe(told);
    }

    [Fact]
    public void A_write_of_another_field_or_of_the_other_portal_is_not_told()
    {
        Told(Edited(Defender), Sent(new FieldWrite(Defender, AllFields.Title, new Seen<string>("Other")))).ShouldBeEmpty();
        Told(Edited(Defender), Sent(Severe(Sentinel, Severity.Low))).ShouldBeEmpty();
        Told(Pair.Synced(), Sent(Severe(Defender, Severity.Low))).ShouldBeEmpty();
    }

    /// <summary>The plan writes High to this portal, which has made a version since the start that shows nothing new.</summary>
    private static Pair Edited(Portal portal) => Pair.Synced().Edit(portal.Other(), AllFields.Severity, Severity.High)
        .Edit(portal, AllFields.Severity, Severity.Medium);

    private static IEnumerable<string> Told(Pair pair, Intent open)
    {
        var link = pair.Link() with { Intents = [open] };
        return Journal.Of(link, Planner.Plan(link, pair.Rules, Stamp.EndOfTime), NothingHeld)
            .Where(row => row.Kind == JournalKind.Ambiguous)
            .Select(row => $"{row.Portal} {row.Field}: {Print.Of(row.Was!)}, sent {Print.Of(row.Now!)}");
    }

    private static FieldWrite Severe(Portal portal, Severity severity) => new(portal, AllFields.Severity, new Seen<Severity>(severity));

    private static Intent.Change Sent(FieldWrite write) => new(write.Portal, [write], [], Sent: true) { Over = Pair.Start };

    private static Intent.Unanswered Late(FieldWrite write) => new(write) { Over = Pair.Start };
}
