using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public class SentinelIncidentTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task A_put_creates_with_201_and_updates_with_200()
    {
        var url = NewIncident();
        (await simulator.Arm.Put(url, Body())).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Put(url, Body(status: "Active"))).Status.ShouldBe(HttpStatusCode.OK);
        (await simulator.Arm.Get(url)).Properties["status"]!.GetValue<string>().ShouldBe("Active");
    }

    [Fact]
    public async Task A_new_incident_looks_as_recorded()
    {
        var made = await simulator.Arm.Put(NewIncident(), Body());
        made.Json.AsObject().Select(member => member.Key).ShouldBe(["id", "name", "etag", "type", "properties"]);
        made.Properties.AsObject().Select(member => member.Key).ShouldBe(
        [
            "title", "severity", "status", "owner", "labels", "lastModifiedTimeUtc", "createdTimeUtc", "incidentNumber", "additionalData",
            "relatedAnalyticRuleIds", "incidentUrl", "providerName", "providerIncidentId",
        ]);
        made.Find("id")!.ShouldContain("/providers/Microsoft.SecurityInsights/Incidents/");
        made.Properties["providerName"]!.GetValue<string>().ShouldBe("Azure Sentinel");
        made.Properties["providerIncidentId"]!.GetValue<string>().ShouldBe(made.Properties["incidentNumber"]!.ToString());
        made.Headers.ContainsKey("ETag").ShouldBeFalse();
    }

    [Fact]
    public async Task An_etag_carries_its_own_quotes_and_the_second_of_the_write()
    {
        var made = await simulator.Arm.Put(NewIncident(), Body());
        var etag = made.Find("etag")!;
        etag.ShouldMatch("^\"[0-9a-f]{8}-0000-0100-0000-[0-9a-f]{8}0000\"$");
        var stamp = DateTimeOffset.Parse(made.Properties["lastModifiedTimeUtc"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        Convert.ToInt64(etag[25..33], 16).ShouldBe(stamp.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_stale_etag_in_the_body_is_409_with_the_recorded_text()
    {
        var url = NewIncident();
        var first = await simulator.Arm.Put(url, Body());
        await simulator.Arm.Put(url, Body(status: "Active"));
        var stale = await simulator.Arm.Put(url, Body(etag: first.Find("etag")));
        (stale.Status, stale.ErrorCode).ShouldBe((HttpStatusCode.Conflict, "Conflict"));
        stale.ErrorMessage.ShouldBe($"Newer version of resource '{first.Find("name")}' exists. Data was not saved");
    }

    [Fact]
    public async Task The_current_etag_is_accepted_and_replaced()
    {
        var url = NewIncident();
        var first = await simulator.Arm.Put(url, Body());
        var second = await simulator.Arm.Put(url, Body(etag: first.Find("etag")));
        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Find("etag").ShouldNotBe(first.Find("etag"));
    }

    [Fact]
    public async Task Without_an_etag_the_last_write_wins()
    {
        var url = NewIncident();
        await simulator.Arm.Put(url, Body());
        await simulator.Arm.Put(url, Body(title: "Second"));
        var third = await simulator.Arm.Put(url, Body(title: "Third"));
        (third.Status, third.Properties["title"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, "Third"));
    }

    [Fact]
    public async Task What_a_put_leaves_out_is_cleared()
    {
        var url = NewIncident();
        await simulator.Arm.Put(url, Body(extra: """
            {"description":"text","labels":[{"labelName":"vip"}],"owner":{"userPrincipalName":"alice@contoso.com"},
             "firstActivityTimeUtc":"2026-01-01T00:00:00Z"}
            """));
        var bare = await simulator.Arm.Put(url, Body());
        bare.Properties["description"].ShouldBeNull();
        bare.Properties["firstActivityTimeUtc"].ShouldBeNull();
        bare.Properties["labels"]!.AsArray().ShouldBeEmpty();
        bare.Properties["owner"]!.ToJsonString()
            .ShouldBe("""{"objectId":null,"email":null,"assignedTo":null,"userPrincipalName":null,"ownerType":null}""");
    }

    [Fact]
    public async Task Read_only_and_unknown_members_sent_back_are_ignored()
    {
        var made = simulator.World.Sentinel()
            .Create(incident => incident with { Extra = new JsonObject { ["teamInformation"] = new JsonObject { ["name"] = "soc" } } });
        var read = await simulator.Arm.Get(Incident(made.Name));
        var body = read.Json.AsObject();
        body["properties"]!["incidentNumber"] = 4711;
        body["properties"]!["teamInformation"] = null;
        body["properties"]!["colour"] = "blue";
        var written = await simulator.Arm.Put(Incident(made.Name), body);
        written.Status.ShouldBe(HttpStatusCode.OK);
        written.Properties["incidentNumber"]!.GetValue<int>().ShouldBe(made.Number);
        written.Properties["teamInformation"]!["name"]!.GetValue<string>().ShouldBe("soc");
        written.Properties["colour"].ShouldBeNull();
    }

    [Fact]
    public async Task An_owner_named_by_object_id_comes_back_with_what_the_directory_knows()
    {
        var person = Contoso.Tenant.Persons[0];
        var made = await simulator.Arm.Put(NewIncident(), Body(extra: $$"""{"owner":{"objectId":"{{person.ObjectId}}" } }"""));
        made.Properties["owner"]!["userPrincipalName"]!.GetValue<string>().ShouldBe(person.UserPrincipalName);
        made.Properties["owner"]!["assignedTo"]!.GetValue<string>().ShouldBe(person.DisplayName);
    }

    [Theory]
    [InlineData("userPrincipalName", "bob@contoso.com", "bob@contoso.com", "bob@contoso.com")]
    [InlineData("email", "BOB@contoso.com", "bob@contoso.com", "bob@contoso.com")]
    [InlineData("userPrincipalName", "gerd@fabrikam.com", "gerd_fabrikam.com#EXT#@contoso.com", "gerd@fabrikam.com")]
    [InlineData("email", "gerd@fabrikam.com", "gerd_fabrikam.com#EXT#@contoso.com", "gerd@fabrikam.com")]
    [InlineData("userPrincipalName", "gerd_fabrikam.com#EXT#@contoso.com", "gerd_fabrikam.com#EXT#@contoso.com", "gerd@fabrikam.com")]
    public async Task An_owner_given_by_sign_in_name_or_mail_alone_is_completed(string member, string given, string name, string mail)
    {
        var made = await simulator.Arm.Put(NewIncident(), Body(extra: $$"""{"owner":{"{{member}}":"{{given}}"} }"""));
        var owner = made.Properties["owner"]!;
        ($"{owner["userPrincipalName"]}", $"{owner["email"]}", $"{owner["ownerType"]}").ShouldBe((name, mail, "User"));
        Guid.TryParse($"{owner["objectId"]}", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_owner_the_directory_does_not_know_stays_as_it_was_given()
    {
        var made = await simulator.Arm.Put(NewIncident(), Body(extra: """{"owner":{"email":"frida@fabrikam.com"} }"""));
        made.Properties["owner"]!.ToJsonString().ShouldBe(
            """{"objectId":null,"email":"frida@fabrikam.com","assignedTo":null,"userPrincipalName":null,"ownerType":null}""");
    }

    [Fact]
    public async Task Labels_keep_duplicates_and_their_type_is_the_services()
    {
        var made = simulator.World.Sentinel().Create(incident => incident with { Labels = [new("auto") { Type = "AutoAssigned" }] });
        var written =
            await simulator.Arm.Put(Incident(made.Name),
                Body(extra: """{"labels":[{"labelName":"auto"},{"labelName":"o"},{"labelName":"o","labelType":"AutoAssigned"}]}"""));
        written.Properties["labels"]!.AsArray().Select(label => $"{label!["labelName"]}:{label["labelType"]}")
            .ShouldBe(["auto:AutoAssigned", "o:User", "o:User"]);
    }

    [Fact]
    public async Task A_deletion_is_200_with_an_empty_object_and_then_204()
    {
        var url = NewIncident();
        await simulator.Arm.Put(url, Body());
        var deleted = await simulator.Arm.Delete(url);
        (deleted.Status, deleted.Text).ShouldBe((HttpStatusCode.OK, "{}"));
        (await simulator.Arm.Delete(url)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await simulator.Arm.Get(url)).ErrorMessage.ShouldMatch("^Resource '.*' does not exist$");
    }

    [Fact]
    public async Task A_put_on_the_collection_is_405()
    {
        var refused = await simulator.Arm.Put($"{PortalClient.ArmIncidents}?{PortalClient.ApiVersion}", Body());
        (refused.Status, refused.ErrorCode).ShouldBe((HttpStatusCode.MethodNotAllowed, "UnsupportedApiVersion"));
    }

    [Fact]
    public async Task Any_name_will_do_and_paths_ignore_case()
    {
        (await simulator.Arm.Put(Incident("incidents-5118"), Body())).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Get(Incident("INCIDENTS-5118").Replace("contoso-soc", "CONTOSO-SOC", StringComparison.Ordinal))).Find("name")
            .ShouldBe("incidents-5118");
    }

    [Fact]
    public async Task An_answer_has_the_recorded_headers()
    {
        var answer = await simulator.Arm.Send(HttpMethod.Get, $"{PortalClient.ArmIncidents}?{PortalClient.ApiVersion}", null,
            ("x-ms-return-client-request-id", "true"), ("x-ms-client-request-id", "mine"));
        answer.Headers["x-ms-client-request-id"].ShouldBe("mine");
        answer.Headers["x-ms-request-id"].ShouldNotBeEmpty();
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }
}
