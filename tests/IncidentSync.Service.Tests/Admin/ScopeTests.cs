using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Grants over sockets: who sees, who operates, and what nobody learns of others.</summary>
[Collection<AdminCollection>]
public class ScopeTests(AdminService service)
{
    private const string LastDenied =
        """
        select concat_ws(' ', action, coalesce(connection, '-'), allowed, reason) from audit
        order by coalesce(first_at, at) desc limit 1
        """;

    [Fact]
    public async Task The_second_tenants_operator_neither_sees_nor_pauses_the_first_ones_connection()
    {
        var (client, operates) = (await ClientAsync(), service.Tokens.FabrikamToken(service.Simulator.Authority));
        (await SeenAsync(client, operates)).ShouldBe(["contoso"]);
        (await client.PauseAsync(operates, "quiet")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await service.AskAsync("select pause from connection where name = 'quiet'")).ShouldBe("");
        await service.FlushDenialsAsync();
        (await service.AskAsync(LastDenied)).ShouldBe("pause-connection quiet f outside the caller's scope");
    }

    /// <summary>A user, a member of a group, an app, somebody whom only the tenant is granted something, and strangers.</summary>
    [Fact]
    public async Task Everybody_sees_what_is_granted_to_them_and_nothing_else()
    {
        var (client, tokens) = (await ClientAsync(), service.Tokens);
        (await SeenAsync(client, tokens.ReaderToken())).ShouldBe(["quiet"]);
        (await SeenAsync(client, tokens.MemberToken("a9900000-0000-4000-8000-0000000000ff", Granted.Group))).ShouldBe(["quiet"]);
        (await SeenAsync(client, tokens.InsiderToken())).ShouldBe(["quiet"]);
        (await SeenAsync(client, tokens.MemberToken())).ShouldBeEmpty();
        (await SeenAsync(client, tokens.Operate)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_that_was_granted_something_lends_it_to_nobody_who_signs_in_through_it() =>
        (await SeenAsync(await ClientAsync(), service.Tokens.Person("IncidentSync.Operate", ("azp", Granted.Insider)))).ShouldBeEmpty();

    [Fact]
    public async Task A_grant_to_read_with_the_role_to_operate_does_not_operate_what_it_sees()
    {
        var (client, reader) = (await ClientAsync(), service.Tokens.ReaderToken());
        AdminAnswer[] answers =
        [
            await client.PauseAsync(reader, "quiet"),
            await client.ResolveAsync(reader, $"{Seed.HeldLink}:owner", "defender"),
            await client.ReplayAsync(reader, AdminClient.Replay("quiet", Seed.HeldLink)),
            await client.DeleteAsync($"/api/v1/replays/{AdminService.SeededReplay}?reason=a%20test", reader),
        ];
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden && answer.Detail.Contains("a grant of Operate"));
        await service.FlushDenialsAsync();
        (await service.AskAsync(LastDenied)).ShouldBe("cancel-replay quiet f no grant to operate it");
    }

    [Fact]
    public async Task A_grant_to_operate_with_the_role_to_read_only_reads()
    {
        var client = await ClientAsync();
        var reads = service.Tokens.App(("azp", Granted.Insider), ("roles", new JsonArray("IncidentSync.Read")));
        (await SeenAsync(client, reads)).ShouldBe(["quiet"]);
        (await client.PauseAsync(reads, "quiet")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("links")]
    [InlineData("conflicts")]
    [InlineData("replays")]
    public async Task A_filter_that_names_what_is_out_of_scope_is_refused_like_one_that_names_nothing(string list)
    {
        var (client, outsider) = (await ClientAsync(), service.Tokens.OutsiderToken());
        var hidden = await client.GetAsync($"/api/v1/{list}?connection=quiet", outsider);
        hidden.Detail.ShouldContain("names no connection");
        var unknown = await client.GetAsync($"/api/v1/{list}?connection=nobody", outsider);
        hidden.WithoutTraceId.ShouldBe(unknown.WithoutTraceId);
    }

    [Fact]
    public async Task A_replay_that_names_links_of_another_connection_hears_only_that_they_are_none_of_its_own()
    {
        var (client, outsider) = (await ClientAsync(), service.Tokens.OutsiderToken());
        var hidden = await client.ReplayAsync(outsider, AdminClient.Replay("contoso", Seed.HeldLink));
        var unknown = await client.ReplayAsync(outsider, AdminClient.Replay("contoso", Subject.Unknown.Link));
        (hidden.Status, hidden.WithoutTraceId).ShouldBe((HttpStatusCode.NotFound, unknown.WithoutTraceId));
    }

    [Fact]
    public async Task Pages_and_counts_of_a_scoped_caller_are_of_the_scope_alone()
    {
        var (client, outsider) = (await ClientAsync(), service.Tokens.OutsiderToken());
        foreach (var list in new[] { "connections", "links?top=1", "links?state=held", "conflicts?top=1", "replays?top=1" })
        {
            var answer = await client.GetAsync($"/api/v1/{list}", outsider);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            foreach (var canary in Canaries())
            {
                answer.Text.ShouldNotContain(canary);
            }

            foreach (var item in answer.Json is JsonObject page ? page["items"]!.AsArray() : answer.Json.AsArray())
            {
                $"{item!["connection"] ?? item["name"]}".ShouldBe("contoso");
            }
        }
    }

    [Fact]
    public async Task Groups_that_entra_left_out_are_no_groups_and_both_the_caller_and_the_log_are_told_why()
    {
        await using var host = await service.StartAsync(Granted.Options(service.Simulator.Authority));
        var log = new LogCapture();
        host.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var cut = service.Tokens.MemberToken(Granted.Group);
        cut = service.Tokens.With(cut, ("groups", null), ("_claim_names", new JsonObject { ["groups"] = "src1" }));
        foreach (var path in new[] { "connections", "links", $"links/{Seed.HeldLink}" })
        {
            var answer = await host.Client.GetAsync($"/api/v1/{path}", cut);
            (answer.Status, answer.Detail.Contains(CutGroups.Words)).ShouldBe((HttpStatusCode.Forbidden, true), answer.Text);
        }

        log.Lines.Count(line => line.Contains(" 5010:")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_hundred_and_one_groups_or_the_word_that_there_are_some_open_nothing()
    {
        var client = await ClientAsync();
        var many = Enumerable.Range(0, 200).Select(number => $"a9900000-0000-4000-8000-{number:x12}").Append(Granted.Group);
        (await client.GetAsync("/api/v1/links", service.Tokens.MemberToken([.. many]))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var hinted = service.Tokens.With(service.Tokens.MemberToken(Granted.Group), ("hasgroups", true));
        (await client.GetAsync("/api/v1/links", hinted)).Detail.ShouldEndWith(CutGroups.Words);
        (await SeenAsync(client, service.Tokens.MemberToken([.. many.Skip(1)]))).ShouldBe(["quiet"]);
    }

    [Fact]
    public async Task Who_has_a_scope_besides_the_groups_that_were_left_out_reads_why_something_is_missing()
    {
        var client = await ClientAsync();
        var cut = service.Tokens.With(service.Tokens.ReaderToken(), ("hasgroups", true));
        (await SeenAsync(client, cut)).ShouldBe(["quiet"]);
        (await client.GetAsync($"/api/v1/links/{Subject.Unknown.Link}", cut)).Detail.ShouldBe($"There is no such link. {CutGroups.Words}");
    }

    [Fact]
    public async Task Without_grants_the_app_role_alone_opens_every_connection() =>
        (await SeenAsync(service.Client, service.Tokens.Operate)).ShouldBe(["contoso", "quiet"]);

    private static IEnumerable<string> Canaries() =>
        ["quiet", Seed.Lonely, Seed.Labelled, .. Seed.Pairs.Select(id => $"{Seed.LinkOf(id)}")];

    private static async Task<IEnumerable<string>> SeenAsync(AdminClient client, string token) =>
        (await client.GetAsync("/api/v1/connections", token)).Json.AsArray().Select(connection => $"{connection!["name"]}");

    private async Task<AdminClient> ClientAsync() => (await service.GrantedAsync()).Client;
}
