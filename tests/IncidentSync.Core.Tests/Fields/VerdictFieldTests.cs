using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Classification;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>The rows of the table above <see cref="VerdictField"/>, and of the mapping table, in their order.</summary>
public sealed class VerdictFieldTests
{
    private static readonly Verdict Malware = new(TruePositive, "malware", "Cleaned.");
    private static readonly Verdict Undetermined = new(Classification.Undetermined, "", "");

    [Fact]
    public void While_Sentinel_is_open_a_verdict_is_not_compared() =>
        Pair.Synced().Edit(Defender, AllFields.Verdict, Malware).Writes().ShouldBe("nothing");

    [Fact]
    public void A_close_in_Defender_carries_its_verdict() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.Closed).Edit(Defender, AllFields.Verdict, Malware)
            .Writes().ShouldBe("Sentinel.status := Closed; Sentinel.verdict := TruePositive/SuspiciousActivity/Cleaned.");

    [Fact]
    public void A_verdict_given_long_before_the_close_is_carried_with_it() =>
        Pair.Synced().Edit(Defender, AllFields.Verdict, Malware).Apply().Edit(Defender, AllFields.Status, Status.Closed)
            .Writes().ShouldBe("Sentinel.status := Closed; Sentinel.verdict := TruePositive/SuspiciousActivity/Cleaned.");

    [Fact]
    public void A_close_without_a_verdict_invents_none() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.Closed).Writes().ShouldBe("Sentinel.status := Closed");

    [Fact]
    public void A_verdict_given_after_the_close_goes_to_the_closed_incident() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.Closed).Apply().Edit(Defender, AllFields.Verdict, Malware)
            .Writes().ShouldBe("Sentinel.verdict := TruePositive/SuspiciousActivity/Cleaned.");

    [Fact]
    public void A_close_in_Sentinel_travels_whole() =>
        Pair.Synced().CloseInSentinel(new(BenignPositive, "SuspiciousButExpected", "Pen test."))
            .Writes().ShouldBe("Defender.status := Closed; Defender.verdict := BenignPositive/confirmedActivity/Pen test.");

    [Fact]
    public void An_undetermined_close_is_no_verdict_for_Defender() =>
        Pair.Synced().CloseInSentinel(Undetermined).Writes().ShouldBe("Defender.status := Closed");

    [Fact]
    public void An_undetermined_close_yields_to_a_verdict_that_Sentinel_could_not_show() =>
        Pair.Synced().Edit(Defender, AllFields.Verdict, Malware).CloseInSentinel(Undetermined)
            .Writes().ShouldBe("Defender.status := Closed; Sentinel.verdict := TruePositive/SuspiciousActivity/Cleaned.");

    [Fact]
    public void A_verdict_given_after_an_undetermined_close_stands_against_nothing_and_is_no_conflict() =>
        Pair.Synced(Status.Closed).Edit(Defender, AllFields.Verdict, Malware).Decide(AllFields.Verdict)
            .ShouldBe("Sentinel.verdict := TruePositive/SuspiciousActivity/Cleaned.");

    [Fact]
    public void Under_hold_an_undetermined_close_waits_like_any_other() =>
        Pair.Synced().Under(AllFields.Verdict, ConflictPolicy.Hold).Edit(Defender, AllFields.Verdict, Malware)
            .CloseInSentinel(new(Classification.Undetermined, "", "Gone."))
            .Decide(AllFields.Verdict).ShouldBe("held: Conflict");

    [Fact]
    public void Undetermined_takes_back_a_verdict_that_Sentinel_had_shown() =>
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", "")).Apply().Edit(Sentinel, AllFields.Verdict, Undetermined)
            .Writes().ShouldBe("Defender.verdict := Undetermined");

    [Fact]
    public void Undetermined_does_not_take_back_a_verdict_that_Defender_has_changed_since() =>
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", "")).Apply().ReopenInSentinel().Apply()
            .Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notMalicious", ""), 200).CloseInSentinel(Undetermined, 300)
            .Decide(AllFields.Verdict).ShouldBe("Defender wins (undetermined-yields): Sentinel.verdict := FalsePositive/InaccurateData");

    [Fact]
    public void Reopening_in_Sentinel_does_not_clear_the_verdict_in_Defender() =>
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", "")).Apply().ReopenInSentinel()
            .Writes().ShouldBe("Defender.status := Active");

    [Fact]
    public void Reopening_in_Defender_keeps_its_verdict_and_writes_none_to_the_open_incident() =>
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", "")).Apply().Edit(Defender, AllFields.Status, Status.Active)
            .Writes().ShouldBe("Sentinel.status := Active");

    [Fact]
    public void A_verdict_changed_in_Sentinel_while_Defender_reopens_is_not_lost() =>
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", "")).Apply()
            .Edit(Defender, AllFields.Status, Status.Active, 200)
            .Edit(Sentinel, AllFields.Verdict, new Verdict(FalsePositive, "IncorrectAlertLogic", ""), 200)
            .Writes().ShouldBe("Sentinel.status := Active; Defender.verdict := FalsePositive/notMalicious");

    [Fact]
    public void A_determination_of_the_same_class_stays_as_it_is() =>
        Pair.Synced().Edit(Defender, AllFields.Verdict, Malware)
            .CloseInSentinel(new(TruePositive, "SuspiciousActivity", "Closed by Sentinel."))
            .Writes().ShouldBe("Defender.status := Closed; Sentinel.verdict := TruePositive/SuspiciousActivity/Cleaned.");

    [Fact]
    public void A_reason_of_the_same_class_never_flips()
    {
        var closed = Pair.Synced().CloseInSentinel(new(FalsePositive, "IncorrectAlertLogic", "")).Apply();
        closed.Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notEnoughDataToValidate", "")).Writes().ShouldBe("nothing");
        closed.Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notMalicious", "Tuned."))
            .Writes().ShouldBe("Sentinel.verdict := FalsePositive/IncorrectAlertLogic/Tuned.");
    }

    [Theory]
    [InlineData(TruePositive, "SuspiciousActivity", "other")]
    [InlineData(BenignPositive, "SuspiciousButExpected", "confirmedActivity")]
    [InlineData(FalsePositive, "InaccurateData", "notMalicious")]
    [InlineData(FalsePositive, "IncorrectAlertLogic", "notMalicious")]
    public void A_new_class_gets_its_own_determination(Classification @class, string reason, string determination) =>
        Pair.Synced().CloseInSentinel(new(@class, reason, "")).Decide(AllFields.Verdict)
            .ShouldBe($"Defender.verdict := {@class}/{determination}");

    [Fact]
    public void An_unknown_classification_is_held_while_the_close_goes_on() =>
        Pair.Synced().Show(Defender, AllFields.Verdict, new Unknown("probablyBad")).Edit(Defender, AllFields.Status, Status.Closed)
            .Writes().ShouldBe("Sentinel.status := Closed");

    [Fact]
    public void A_held_verdict_that_a_reopening_hides_is_in_the_journal_first()
    {
        var pair = Pair.Synced(Status.Closed).Under(AllFields.Verdict, ConflictPolicy.Hold)
            .Edit(Sentinel, AllFields.Verdict, new Verdict(FalsePositive, "InaccurateData", ""))
                .Edit(Defender, AllFields.Status, Status.Active);
        pair.Decide(AllFields.Verdict).ShouldBe("held: Reopened");
        var before = ImmutableDictionary<Field, HoldReason>.Empty.Add(AllFields.Verdict, HoldReason.Reopened);
        Journal.Of(pair.Link(), pair.Plan(), before)
            .ShouldContain(row => row.Kind == JournalKind.Held && row.Now == pair.Sentinel!.Incident[AllFields.Verdict]);
    }

    [Fact]
    public void A_verdict_that_is_held_as_an_oscillation_is_in_the_journal_before_a_reopening_hides_it_too()
    {
        var pair = Pair.Synced(Status.Closed).Edit(Sentinel, AllFields.Verdict, new Verdict(FalsePositive, "InaccurateData", ""))
            .Edit(Defender, AllFields.Status, Status.Active);
        var link = pair.Link() with { Held = ImmutableDictionary<Field, HoldReason>.Empty.Add(AllFields.Verdict, HoldReason.Oscillation) };
        Journal.Of(link, Planner.Plan(link, pair.Rules, Stamp.EndOfTime), link.Held)
            .ShouldContain(row => row.Kind == JournalKind.Held && row.Now == pair.Sentinel!.Incident[AllFields.Verdict]);
    }
}
