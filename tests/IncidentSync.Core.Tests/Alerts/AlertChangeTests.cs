using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>What follows from one version of an alert, row by row of the table in <see cref="AlertChange"/>.</summary>
public sealed class AlertChangeTests
{
    private static readonly Alert First = With(Sample.File("a.exe"), Sample.Ip("203.0.113.7"), Sample.Ip("203.0.113.7"));
    private static readonly KnownAlert Known = AlertChange.Of(First, null)!.Known;

    [Fact]
    public void An_unknown_alert_is_new_and_brings_each_distinct_piece_and_its_detections()
    {
        var change = AlertChange.Of(First, null)!;
        (change.Event, change.Detections.Length, change.Known.NextPart).ShouldBe((EventKinds.New, 2, 2));
        change.Brought.ShouldBe([0, 1]);
        change.Known.FullIds.ShouldBe(change.Detections.Select(detection => detection.Hash), ignoreOrder: true);
    }

    [Fact]
    public void The_same_version_again_changes_nothing() => AlertChange.Of(First, Known).ShouldBeNull();

    [Fact]
    public void A_version_older_than_the_known_one_changes_nothing_whatever_it_says() =>
        AlertChange.Of(Says("resolved") with { Updated = First.Updated.Back(TimeSpan.FromTicks(1)) }, Known).ShouldBeNull();

    [Fact]
    public void A_stamp_that_moves_alone_is_kept_without_an_event()
    {
        var later = First.Updated.After(TimeSpan.FromMinutes(1));
        var change = AlertChange.Of(First with { Updated = later }, Known)!;
        (change.Event, change.Known.Updated, change.Known.Digest).ShouldBe((null, later, Known.Digest));
        (change.Brought.Length, change.Detections.Length).ShouldBe((0, 0));
    }

    [Fact]
    public void Another_status_is_an_event_that_brings_no_evidence_and_makes_no_detection()
    {
        var change = AlertChange.Of(Says("resolved"), Known)!;
        (change.Event, change.Brought.Length, change.Detections.Length).ShouldBe((EventKinds.Changed, 0, 0));
        change.Known.FullIds.SetEquals(Known.FullIds).ShouldBeTrue();
    }

    [Fact]
    public void New_evidence_is_brought_and_its_detection_goes_on_counting()
    {
        var change = AlertChange.Of(With([.. First.Evidence, Sample.File("b.exe")]), Known)!;
        change.Brought.ShouldBe([3]);
        (change.Detections.Single().AlertPart, change.Known.NextPart).ShouldBe((2, 3));
    }

    [Fact]
    public void Evidence_that_went_and_came_again_is_brought_again_and_makes_no_second_detection()
    {
        var without = AlertChange.Of(With(Sample.File("a.exe")), Known)!.Known;
        var change = AlertChange.Of(First, without)!;
        change.Brought.ShouldBe([1]);
        change.Detections.ShouldBeEmpty();
    }

    private static Alert Says(string status) => First with
    {
        Status = status, Raw = JsonSerializer.SerializeToElement(new { status, evidence = First.Evidence.Select(piece => piece.Raw) }),
    };

    private static Alert With(params ImmutableArray<Evidence> evidence) => Sample.Alert(evidence) with
    {
        Raw = JsonSerializer.SerializeToElement(new { evidence = evidence.Select(piece => piece.Raw) }),
    };
}
