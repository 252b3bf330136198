using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Service.Tests.Admin;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>How operators make, renew and disable clients over the admin API.</summary>
[Collection<AdminCollection>]
public class ClientStories(AdminService service)
{
    private const string Clients = "/api/v1/siem/clients";

    [Fact]
    public async Task A_client_is_made_gets_tokens_and_is_disabled_at_once()
    {
        var before = await service.AskAsync("select coalesce(max(id), 0) from audit");
        var made = await MakeAsync("life");
        var secret = (string)made.Json["clientSecret"]!;
        made.Json["tokenUrls"]!.AsArray().Count.ShouldBe(1);
        var tokens = await service.Client.PostAsync($"{Clients}/LIFE/tokens", service.Tokens.Operate, AdminClient.Reason("a test"));
        var access = (string)tokens.Json["accessToken"]!;
        await Wait.UntilAsync(
            async () => (await service.Client.GetAsync("/api/alerts", access)).Status == HttpStatusCode.OK, () => "Not opened.");
        (await service.Client.GetAsync("/api/v1/connections", access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var disabled = await service.Client.DeleteAsync($"{Clients}/life?reason=gone", service.Tokens.Operate);
        (disabled.Status, disabled.Json["disabledAt"] is null).ShouldBe((HttpStatusCode.OK, false));
        (await service.Client.GetAsync("/api/alerts", access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var listed = (await service.Client.GetAsync(Clients, service.Tokens.Operate)).Text;
        listed.ShouldContain("\"life\"");
        listed.ShouldNotContain(secret);
        (await service.AskAsync($"select string_agg(action, ' ' order by id) from audit where id > {before} and action like '%siem%'"))
            .ShouldBe("make-siem-client make-siem-tokens disable-siem-client");
    }

    [Fact]
    public async Task A_name_in_use_is_409_and_that_of_a_disabled_client_is_free()
    {
        var first = (string)(await MakeAsync("again")).Json["clientId"]!;
        (await TryAsync("AGAIN")).Status.ShouldBe(HttpStatusCode.Conflict);
        await service.Client.DeleteAsync($"{Clients}/again?reason=gone", service.Tokens.Operate);
        ((string)(await MakeAsync("again")).Json["clientId"]!).ShouldNotBe(first);
    }

    [Theory]
    [InlineData("../x", "quiet", "Generic", "name")]
    [InlineData("", "quiet", "Generic", "name")]
    [InlineData("x\n", "quiet", "Generic", "name")]
    [InlineData("x", "", "Generic", "connections")]
    [InlineData("x", "quiet", "Splunk", "type")]
    [InlineData("x", "quiet", "7", "type")]
    public async Task What_a_client_cannot_be_is_400(string name, string connection, string type, string wrong)
    {
        var answer = await TryAsync(name, connection, type);
        (answer.Status, answer.Json["errors"]![wrong] is null).ShouldBe((HttpStatusCode.BadRequest, false), answer.Text);
    }

    [Fact]
    public async Task A_file_has_every_value_but_the_secret()
    {
        var made = await MakeAsync("arc", "ArcSight");
        var connector = (await FileAsync("arc", "WDATP-connector.properties")).Text;
        connector.ShouldContain($"client_ID={made.Json["clientId"]}");
        connector.ShouldContain("redirect_uri=https://localhost:44300/wdatpconnector");
        connector.ShouldNotContain((string)made.Json["clientSecret"]!);
        (await FileAsync("arc", "siem-arc.txt")).Text.ShouldContain("/api/alerts/?sinceTimeUtc=$START_AT_TIME");
        foreach (var file in new[] { "qradar.txt", "..%2f..%2fetc%2fpasswd", "siem-other.txt" })
        {
            (await FileAsync("arc", file)).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        await MakeAsync("radar", "QRadar");
        (await FileAsync("radar", "qradar.txt")).Text.ShouldContain("Universal LEEF");
    }

    [Fact]
    public async Task Every_mapping_has_its_line_and_every_custom_field_its_label()
    {
        await MakeAsync("parser", "ArcSight");
        var lines = (await FileAsync("parser", "WDATP-connector.jsonparser.properties")).Text.Split('\n');
        lines[0].ShouldContain("unverified");
        lines.Count(line => line.Contains("].name=")).ShouldBe(int.Parse(lines.Single(line => line.StartsWith("token.count="))[12..]));
        foreach (var mapping in new[]
        {
            "name=AlertTitle", "deviceSeverity=Severity", "deviceEventCategory=Category", "sourceServiceName=Source",
            "sourceHostName=MachineName", "fileName=FileName", "filePath=FilePath", "sourceNtDomain=UserDomain", "sourceUserName=UserName",
            "fileHash=Sha1", "deviceCustomString6=Sha256", "deviceCustomString5=Md5", "deviceCustomString1=ThreatName",
            "requestUrl=Url", "externalId=AlertId", "flexString1=LinkToWDATP", "sourceDnsDomain=MachineDomain",
            "deviceCustomString4=Actor", "sourceUserId=LogOnUsers",
        })
        {
            lines.ShouldContain($"event.{mapping}");
        }

        var custom = lines.Where(line => line.StartsWith("event.deviceCustom") || line.StartsWith("event.flex"))
            .Select(line => line["event.".Length..line.IndexOf('=')]).ToList();
        custom.Where(field => !field.EndsWith("Label")).Select(field => $"{field}Label")
            .ShouldBe(custom.Where(field => field.EndsWith("Label")));
    }

    private Task<AdminAnswer> FileAsync(string client, string file) =>
        service.Client.GetAsync($"{Clients}/{client}/files/{file}", service.Tokens.Operate);

    private async Task<AdminAnswer> MakeAsync(string name, string type = "Generic")
    {
        var answer = await TryAsync(name, type: type);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer;
    }

    private Task<AdminAnswer> TryAsync(string name, string connection = "quiet", string type = "Generic") =>
        service.Client.PostAsync(Clients, service.Tokens.Operate, new JsonObject
        {
            ["name"] = name, ["type"] = type, ["reason"] = $"of {name.Trim()}",
            ["connections"] = connection.Length == 0 ? new JsonArray() : new JsonArray(connection),
        }.ToJsonString());
}
