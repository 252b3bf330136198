using System.Net;
using System.Text;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Siem;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>How a client that was made here gets its tokens: as it did from Entra.</summary>
public sealed class TokenStories(PostgresFixture postgres)
{
    [Theory]
    [InlineData("oauth2/token")]
    [InlineData("oauth2/v2.0/token")]
    public async Task A_secret_is_exchanged_for_a_token_that_opens_the_detections(string path)
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync();
        var answer = await scene.PostAsync($"/{SiemScene.Contoso}/{path}", new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = $"{client.Client.Id}", ["client_secret"] = client.Text,
            ["resource"] = "https://graph.windows.net",
        });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        (answer.Headers["Cache-Control"], (string)answer.Json["token_type"]!, (string)answer.Json["expires_in"]!)
            .ShouldBe(("no-store", "Bearer", "3599"));
        ((string)answer.Json["resource"]!, answer.Json["refresh_token"]).ShouldBe(("https://graph.windows.net", null));
        foreach (var number in new[] { "expires_on", "not_before", "ext_expires_in" })
        {
            long.Parse((string)answer.Json[number]!).ShouldBeGreaterThan(0);
        }

        (await scene.GetAsync("/api/alerts", (string)answer.Json["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_header_does_as_well_as_the_form()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Client.Id}:{client.Text}"));
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["scope"] = "https://graph.windows.net/.default",
        };
        (await scene.PostAsync($"/{SiemScene.Contoso}/oauth2/token", form, basic)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_is_good_again_and_again_until_its_end()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync();
        var tokens = await scene.TokensAsync(client);
        for (var time = 0; time < 3; time++)
        {
            var answer = await RefreshAsync(tokens.Refresh);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            ((string)answer.Json["refresh_token"]!).ShouldBe(tokens.Refresh);
            (await scene.GetAsync("/api/alerts", (string)answer.Json["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var second = await scene.TokensAsync(client);
        (await RefreshAsync(tokens.Refresh)).Status.ShouldBe(HttpStatusCode.OK);
        await scene.TokensAsync(client);
        ((string)(await RefreshAsync(tokens.Refresh)).Json["error"]!).ShouldBe("invalid_grant");
        await scene.Database.ExecuteAsync("update siem_token set expires_at = '2026-01-02 03:04Z' where kind = 'refresh'");
        var over = await RefreshAsync(second.Refresh);
        (over.Status, (string)over.Json["error"]!).ShouldBe((HttpStatusCode.BadRequest, "invalid_grant"));
        over.Text.ShouldContain("2026-01-02 03:04 UTC");

        Task<SiemAnswer> RefreshAsync(string token) =>
            scene.SignInAsync(client, more: [("grant_type", "refresh_token"), ("refresh_token", token)]);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_said_in_the_words_of_the_standard()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync();
        var other = await scene.EnableAsync("other");
        foreach (var (request, status, error) in new[]
        {
            (scene.SignInAsync(client with { Text = "wrong" }), 401, "invalid_client"),
            (scene.SignInAsync(client with { Text = other.Text }), 401, "invalid_client"),
            (scene.SignInAsync(client, more: ("client_id", "nobody")), 401, "invalid_client"),
            (scene.SignInAsync(client, more: ("grant_type", "authorization_code")), 400, "unsupported_grant_type"),
            (scene.SignInAsync(client, more: ("grant_type", "")), 400, "invalid_request"),
            (scene.SignInAsync(client, SiemScene.Fabrikam), 400, "invalid_request"),
            (scene.SignInAsync(client, more: ("resource", "https://management.azure.com")), 400, "invalid_scope"),
            (scene.SignInAsync(client, more: [("grant_type", "refresh_token"), ("refresh_token", "nobody's")]), 400, "invalid_grant"),
        })
        {
            var answer = await request;
            ((int)answer.Status, (string)answer.Json["error"]!).ShouldBe((status, error), answer.Text);
            ((string)answer.Json["error_description"]!).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task The_eleventh_failure_of_an_address_waits_and_a_right_secret_never_does()
    {
        await using var scene = await SiemScene.StartAsync(postgres, options => options.Admin.KnownProxies.Add("127.0.0.0/8"));
        var client = await scene.EnableAsync();
        for (var failure = 0; failure < 10; failure++)
        {
            (await scene.SignInAsync(client with { Text = "wrong" }, forwarded: "127.0.0.7")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var answer = await scene.SignInAsync(client with { Text = "wrong" }, forwarded: "127.0.0.7");
        (answer.Status, answer.RetryAfter).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)));
        (await scene.GetAsync("/api/alerts", "wrong", forwarded: "127.0.0.7")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await scene.SignInAsync(client with { Text = "wrong" }, forwarded: "127.0.0.8")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await scene.SignInAsync(client, forwarded: "127.0.0.7")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_secret_leaves_the_old_one_good_for_a_day()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var old = await scene.EnableAsync();
        var renewed = await scene.RenewAsync(old);
        (await scene.SignInAsync(old)).Status.ShouldBe(HttpStatusCode.OK);
        (await scene.SignInAsync(renewed)).Status.ShouldBe(HttpStatusCode.OK);
        (await scene.Database.ReadAsync("select count(*) from siem_secret where expires_at < now() + interval '25 hours'")).ShouldBe(["1"]);
        await scene.Database.ExecuteAsync("update siem_secret set expires_at = now() where expires_at < now() + interval '25 hours'");
        var over = await scene.SignInAsync(old);
        (over.Status, over.Text.Contains("expired at")).ShouldBe((HttpStatusCode.Unauthorized, true));
        (await scene.SignInAsync(renewed)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_made_or_disabled_on_one_replica_is_so_on_the_other()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.StartReplicaAsync();
        (await scene.GetAsync("/api/alerts", replica: 1)).Status.ShouldBe(HttpStatusCode.NotFound);
        var token = await scene.TokenAsync();
        await IncidentSync.Testing.Wait.UntilAsync(
            async () => (await scene.GetAsync("/api/alerts", token, replica: 1)).Status == HttpStatusCode.OK, () => "It is not known.");
        await scene.DisableAsync("SPLUNK");
        (await scene.GetAsync("/api/alerts", token, replica: 0)).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
        (await scene.GetAsync("/api/alerts", token, replica: 1)).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_secret_is_in_the_database()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync();
        var tokens = await scene.TokensAsync(client);
        var rows = await scene.Database.ReadAsync(
            """
            select table_to_xml(oid, true, false, '')::text from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace
            """);
        rows.ShouldContain(row => row.Contains("splunk"));
        foreach (var secret in new[] { client.Text, tokens.Access, tokens.Refresh })
        {
            rows.ShouldAllBe(row => !row.Contains(secret));
        }
    }

    [Fact]
    public async Task Whoever_is_sent_to_sign_in_reads_the_way_out()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.EnableAsync();
        var page = await scene.GetAsync($"/{SiemScene.Contoso}/oauth2/authorize?resource=x");
        (page.Status, page.Headers["Content-Type"]).ShouldBe((HttpStatusCode.OK, "text/html; charset=utf-8"));
        page.Text.ShouldContain("incidentsync siem token");
    }

    [Fact]
    public async Task What_ends_soon_is_told_once_for_each_of_14_3_and_0_days()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.EnableAsync();
        var ends = scene.Host.App.Services.GetRequiredService<ClientEnds>();
        foreach (var (days, told) in new[] { (15, null), (13, 14), (13, null), (2, 3), (2, null), (-1, (int?)0), (-1, null) })
        {
            await scene.Database.ExecuteAsync($"update siem_secret set expires_at = now() + interval '{days} days'");
            (await ends.FindAsync(TestContext.Current.CancellationToken)).Single().Warn.ShouldBe(told, $"{days}");
        }
    }

    [Fact]
    public async Task Check_names_what_ends_within_two_weeks()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await scene.TokensAsync(await scene.EnableAsync());
        (await WarningsAsync()).ShouldBeEmpty();
        await scene.Database.ExecuteAsync("update siem_token set expires_at = now() + interval '13 days'");
        (await WarningsAsync()).ShouldHaveSingleItem().Warning.ShouldContain("incidentsync siem token --client splunk");

        Task<IReadOnlyList<(string Client, string Warning)>> WarningsAsync() => SiemDoctor.WarningsAsync(
            scene.Options, scene.Database.DataSource, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_name_that_the_configuration_has_too_is_the_configurations()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        var client = await scene.EnableAsync("both");
        scene.Options.Siem.Clients.Add(new()
        {
            Name = "Both", EntraClientId = "5a7e0f3c-0000-4000-8000-0000000000b1", Connections = ["contoso"],
        });
        var replaced = await scene.StartReplicaAsync();
        await replaced.App.Services.GetRequiredService<ClientLoop>().RunOnceAsync(TestContext.Current.CancellationToken);
        (await scene.SignInAsync(client)).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
        (await scene.Database.ReadAsync("select name from siem_client where disabled_at is not null")).ShouldBe(["both"]);
    }
}
