using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Service.Alerts;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>A stamp that goes back and a detection that is made again are told.</summary>
public sealed class AlertInvariantsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertNumbers Numbers = new(0, Now.UtcTicks - 10, Now.UtcTicks - 5, Now);
    private static readonly AlertEntries Entries = new(new AlertCommit(1, "tenant/app", [Read()]), Numbers, Known());

    [Fact]
    public void What_the_log_adds_breaks_nothing()
    {
        Entries.Detections.Count.ShouldBe(2);
        Broken(Entries.Detections).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-11)]
    [InlineData(-6)]
    public void A_stamp_before_the_last_or_before_an_answered_bound_went_back(long ticks) =>
        Broken([Entries.Detections[0] with { Ticks = Now.UtcTicks + ticks }]).ShouldBe([Invariant.StampWentBack]);

    [Fact]
    public void Two_detections_of_one_stamp_are_told() =>
        Broken([Entries.Detections[0], Entries.Detections[1] with { Ticks = Entries.Detections[0].Ticks }])
            .ShouldBe([Invariant.StampWentBack]);

    [Fact]
    public void A_detection_that_was_made_before_is_told()
    {
        var before = Known();
        before["a"] = Entries.Alerts.Single().Known;
        AlertInvariants.Broken(Numbers, before, Entries.Detections).ShouldBe([Invariant.DetectionTwice]);
    }

    [Fact]
    public void A_detection_that_is_made_twice_at_once_is_told() =>
        Broken([Entries.Detections[0], Entries.Detections[0] with { Ticks = Now.UtcTicks + 7 }]).ShouldBe([Invariant.DetectionTwice]);

    private static IEnumerable<Invariant> Broken(IReadOnlyList<DetectionEntry> added) => AlertInvariants.Broken(Numbers, Known(), added);

    private static Dictionary<string, KnownAlert> Known() => [];

    private static Alert Read()
    {
        using var json = JsonDocument.Parse(
            """
            {
              "id": "a", "incidentId": "1", "serviceSource": "microsoftDefenderForEndpoint", "severity": "high", "status": "new",
              "createdDateTime": "2026-11-28T11:00:00Z", "lastUpdateDateTime": "2026-11-28T11:00:00Z",
              "evidence": [
                { "@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": "203.0.113.7" },
                { "@odata.type": "#microsoft.graph.security.urlEvidence", "url": "https://fabrikam.com" }
              ]
            }
            """);
        return AlertReading.Read(json.RootElement).Alert.ShouldNotBeNull();
    }
}
