using System.Text.Json.Nodes;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Sentinel.Arm;
using IncidentSync.Simulator.Tests.Day;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Native;

/// <summary>Native incidents look as the 50 live rows of an onboarded workspace do (SOC_agent:ss.js, August 2025, api-version
/// 2025-06-01).</summary>
public sealed class LiveRowTests : IDisposable
{
    private static readonly Actor Alice = Actor.Person("alice@contoso.com");
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(11);
    private readonly World _world = SteppedWorld.Make(11, native: true);

    // 33 of 33; the owner stayed in 4 of 4.
    [Fact]
    public void A_redirected_incident_keeps_its_owner_and_nothing_that_was_judged_or_labelled()
    {
        var (target, source) = (Pair(), Pair());
        _world.Defender().AddAlert(source);
        _world.Sentinel().Edit(Twin(source).Name, Alice, twin => twin with
        {
            Status = "Closed",
            Classification = "TruePositive",
            ClassificationReason = "SuspiciousActivity",
            ClassificationComment = "sure",
            Owner = new SentinelOwner { UserPrincipalName = "bob@contoso.com" },
            Labels = [new SentinelLabel("vip")],
        });
        _world.Agenda.RunFor(Soon);
        _world.Defender().Edit(source, Alice, incident => incident with
        {
            Status = "redirected", RedirectIncidentId = target, Classification = "unknown", AlertIds = [],
        });
        _world.Agenda.RunFor(Soon);
        var twin = Twin(source);
        (twin.Status, twin.Classification, twin.ClassificationReason, twin.ClassificationComment)
            .ShouldBe(("Closed", "Undetermined", null, null));
        twin.Labels.ShouldBe([new SentinelLabel("Redirected") { Type = "AutoAssigned" }]);
        (twin.Relations.Count, twin.Owner.UserPrincipalName).ShouldBe((0, "bob@contoso.com"));
    }

    // 3 of the 50 live rows: "every incident says Microsoft XDR" is wrong for what an app or a person makes.
    [Fact]
    public void An_incident_made_in_an_onboarded_workspace_says_Azure_Sentinel_and_its_own_number()
    {
        foreach (var maker in new[] { Actor.App("Playbook"), Alice })
        {
            var made = _world.Sentinel().Create(by: maker);
            (made.ProviderName, made.ProviderIncidentId).ShouldBe(("Azure Sentinel", $"{made.Number}"));
        }

        var id = Pair();
        (Twin(id).ProviderName, Twin(id).ProviderIncidentId).ShouldBe(("Microsoft XDR", id));
    }

    // 47 of the 50 live rows are Defender's.
    [Fact]
    public void It_appears_with_Defenders_own_creation_stamp_activity_times_and_no_description()
    {
        _world.Agenda.RunFor(TimeSpan.FromMilliseconds(454));
        var made = _world.Defender().Create(incident => incident with { Description = "of Defender" });
        var (first, last) = (made.CreatedDateTime.AddMinutes(-9), made.CreatedDateTime.AddMinutes(-2));
        foreach (var (from, to) in new[] { (first, first.AddMinutes(1)), (first.AddMinutes(3), last) })
        {
            _world.Defender().AddAlert(made.Id, alert => alert with { FirstActivityDateTime = from, LastActivityDateTime = to });
        }

        _world.Agenda.RunFor(Soon);
        var twin = Twin(made.Id);
        OnTheWire(twin)["createdTimeUtc"]!.ToString().ShouldEndWith(".4533333Z");
        (twin.CreatedTimeUtc, twin.FirstActivityTimeUtc, twin.LastActivityTimeUtc, twin.Description)
            .ShouldBe((made.CreatedDateTime, first, last, null));
    }

    [Fact]
    public void Without_an_alert_its_activity_is_its_creation()
    {
        var id = Pair();
        (Twin(id).FirstActivityTimeUtc, Twin(id).LastActivityTimeUtc).ShouldBe((Twin(id).CreatedTimeUtc, Twin(id).CreatedTimeUtc));
    }

    // All 50 live rows have the member, in a stable api-version.
    [Fact]
    public void The_techniques_of_its_alerts_are_on_the_wire()
    {
        var id = Pair();
        _world.Defender().AddAlert(id, alert => alert with { MitreTechniques = ["T1059"] });
        _world.Defender().AddAlert(id, alert => alert with { MitreTechniques = ["T1566", "T1059"] });
        _world.Agenda.RunFor(Soon);
        OnTheWire(Twin(id))["additionalData"]!["techniques"]!.ToJsonString().ShouldBe("""["T1059","T1566"]""");
        OnTheWire(_world.Sentinel().Create())["additionalData"]!["techniques"]!.ToJsonString().ShouldBe("[]");
    }

    // One of the 50 live rows was written 193.6 s after its lastModifiedTimeUtc, as its etag shows; the others agree within 1 s.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_appears_with_Defenders_stamp_or_that_of_its_arrival(bool ofArrival)
    {
        _world.Natives[0].LastModifiedTimeUtc = ofArrival ? NativeLastModified.OfArrival : NativeLastModified.OfDefender;
        var id = _world.Defender().Create().Id;
        _world.Defender().AddAlert(id);
        _world.Defender().Comment(id, Alice, "hello");
        _world.Agenda.RunFor(Soon);
        var arrived = _world.Edits.After().Last(edit => edit.Actor == Actor.NativeSync).At;
        Twin(id).LastModifiedTimeUtc.ShouldBe(ofArrival ? arrived : _world.Defender().Find(id)!.LastUpdateDateTime);
        Convert.ToInt64(Twin(id).Etag[25..33], 16).ShouldBe(arrived.ToUnixTimeSeconds());
    }

    [Fact]
    public void What_it_carries_later_is_stamped_when_it_is_carried()
    {
        var id = Pair();
        _world.Defender().Edit(id, Alice, incident => incident with { Severity = "high" });
        _world.Agenda.RunFor(Soon);
        Twin(id).LastModifiedTimeUtc.ShouldBeGreaterThan(_world.Defender().Find(id)!.LastUpdateDateTime);
    }

    public void Dispose() => _world.Dispose();

    private string Pair()
    {
        var id = _world.Defender().Create().Id;
        _world.Agenda.RunFor(Soon);
        return id;
    }

    private JsonNode OnTheWire(SentinelIncident incident) => IncidentJson.Write(_world.Sentinel(), incident)["properties"]!;

    private SentinelIncident Twin(string id) => _world.Sentinel().Incidents()
        .Single(incident => incident.ProviderName == NativeProvider.Name && incident.ProviderIncidentId == id);
}
