using System.Text.Json.Nodes;
using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Defender;

namespace IncidentSync.Simulator.Tests.Day;

/// <summary>What the alerts of a day say and point at.</summary>
public class DayAlertTests(LongDay day) : IClassFixture<LongDay>
{
    private IReadOnlyList<DefenderAlert> Alerts => day.Calm.Defender().Alerts();

    [Fact]
    public void They_come_from_every_source_and_one_that_nobody_knows()
    {
        var known = DefenderVocabulary.ServiceSources.Concat(DefenderVocabulary.EvolvedServiceSources).Where(source => source != "unknown");
        Alerts.Select(alert => alert.ServiceSource).Distinct().ShouldBe(known.Append("microsoftDefenderForQuantum"), ignoreOrder: true);
    }

    [Fact]
    public void What_lies_on_a_machine_names_the_first_and_primary_one()
    {
        var files = Alerts.Where(alert => alert.ServiceSource == "microsoftDefenderForEndpoint").ToList();
        foreach (var alert in files)
        {
            Roles(alert.Evidence[0]).ShouldBe(["PrimaryDevice"]);
            alert.Evidence.Skip(1).Select(piece => piece["mdeDeviceId"]).OfType<JsonNode>().Select(id => id.ToString())
                .ShouldAllBe(id => id == alert.Evidence[0]["mdeDeviceId"]!.ToString());
        }

        files.Count.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Machines_files_and_processes_have_the_members_of_live_ones()
    {
        new[] { "mdeDeviceId", "hostName", "dnsDomain", "rbacGroupName", "ipInterfaces", "loggedOnUsers" }
            .ShouldBeSubsetOf(Members("deviceEvidence"));
        new[] { "mdeDeviceId", "fileDetails", "detectionStatus" }
            .ShouldBeSubsetOf(Members("fileEvidence"));
        new[] { "mdeDeviceId", "imageFile", "userAccount", "processCommandLine", "processCreationDateTime" }
            .ShouldBeSubsetOf(Members("processEvidence"));
        Alerts[0].Evidence[0].ContainsKey("createdDateTime").ShouldBeTrue();
    }

    [Fact]
    public void One_in_500_points_at_200_pieces_and_some_have_a_command_line_of_100_KB()
    {
        var heaps = Alerts.Count(alert => alert.Evidence.Count == Evidence.Heap);
        ((double)heaps / Alerts.Count).ShouldBeInRange(0.0005, 0.004);
        Alerts.SelectMany(alert => alert.Evidence).Max(piece => piece["processCommandLine"]?.ToString().Length ?? 0)
            .ShouldBeGreaterThan(100_000);
    }

    [Fact]
    public void Some_have_a_threat_an_actor_tags_and_details()
    {
        Alerts.ShouldContain(alert => alert.ThreatFamilyName != null);
        Alerts.ShouldContain(alert => alert.ActorDisplayName != null);
        Alerts.ShouldContain(alert => alert.SystemTags.Count > 0);
        Alerts.ShouldContain(alert => alert.CustomDetails.Count > 0);
        Alerts.ShouldContain(alert => alert.AdditionalData != null);
    }

    private IEnumerable<string> Members(string type) => Alerts.SelectMany(alert => alert.Evidence)
        .First(piece => piece["@odata.type"]!.ToString().EndsWith(type, StringComparison.Ordinal)).Select(member => member.Key);

    private static IEnumerable<string> Roles(JsonObject piece) => piece["detailedRoles"]!.AsArray().Select(role => role!.ToString());
}
