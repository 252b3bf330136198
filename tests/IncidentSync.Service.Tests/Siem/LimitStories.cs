using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentSync.Service.Siem.Detections;
using IncidentSync.Service.Tests.Admin;
using IncidentSync.Service.Tests.Faults;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentSync.Service.Tests.Siem;

/// <summary>How much of the service a client can use up, and which way it must come.</summary>
public sealed class LimitStories(PostgresFixture postgres)
{
    [Fact]
    public async Task The_101st_call_of_a_minute_waits_on_every_replica_and_another_client_does_not()
    {
        await using var scene = await SiemScene.StartAsync(postgres, options => options.Siem.Api.PerMinute = 100);
        await scene.StartReplicaAsync();
        var (token, other) = (await scene.TokenAsync("one"), await scene.TokenAsync("other"));
        for (var call = 0; call < 100; call++)
        {
            (await scene.GetAsync("/api/alerts", token, replica: call % 2)).Status.ShouldBe(HttpStatusCode.OK);
        }

        var answer = await scene.GetAsync("/api/alerts", token);
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.RetryAfter.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(61));
        (await scene.GetAsync("/api/v1/siem/alerts", token, replica: 1)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await scene.GetAsync("/api/alerts", other)).Status.ShouldBe(HttpStatusCode.OK);
        await scene.Database.ExecuteAsync($"update siem_use set slot = slot - {answer.RetryAfter.TotalSeconds}");
        (await scene.GetAsync("/api/alerts", token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_hour_has_a_limit_of_its_own()
    {
        await using var scene = await SiemScene.StartAsync(postgres, options => options.Siem.Api.PerHour = 3);
        var token = await scene.TokenAsync();
        for (var call = 0; call < 3; call++)
        {
            (await scene.GetAsync("/api/alerts", token)).Status.ShouldBe(HttpStatusCode.OK);
        }

        await scene.Database.ExecuteAsync("update siem_use set slot = slot - 1800");
        var answer = await scene.GetAsync("/api/alerts", token);
        answer.RetryAfter.ShouldBeInRange(TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task Two_answers_stream_to_a_client_at_once_and_one_that_takes_nothing_is_cut()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        scene.Host.App.Services.GetRequiredService<DetectionAnswer>().Patience = TimeSpan.FromSeconds(2);
        await FillAsync(scene);
        var token = await scene.TokenAsync();
        using var first = await AskAsync(scene, token);
        using var second = await AskAsync(scene, token);
        await Wait.UntilAsync(
            async () => (await scene.GetAsync("/api/alerts?limit=1", token)).Status == HttpStatusCode.TooManyRequests,
            () => "A third is answered.");
        await Wait.UntilAsync(
            async () => (await scene.GetAsync("/api/alerts?limit=1", token)).Status == HttpStatusCode.OK, () => "Nothing is cut.");
        (await ReadAsync(first)).ShouldNotEndWith("]\r\n0\r\n\r\n");
    }

    [Fact]
    public async Task A_database_that_fails_in_the_midst_resets_the_connection_and_closes_no_array()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await FillAsync(scene);
        var token = await scene.TokenAsync();
        using var socket = await AskAsync(scene, token);
        await scene.Database.ExecuteAsync("alter table detection rename to elsewhere");
        var text = await ReadAsync(socket);
        text.ShouldStartWith("HTTP/1.1 200");
        text.ShouldNotEndWith("0\r\n\r\n");
    }

    [Fact]
    public async Task Without_its_database_the_service_says_so()
    {
        await using var scene = await SiemScene.StartAsync(postgres);
        await using var line = FaultProxy.ToPostgres(scene.Database.ConnectionString);
        await using var source = NpgsqlDataSource.Create(line.Reach(scene.Database.ConnectionString, "Timeout=1"));
        await using var host = await TestHost.StartAsync(scene.Options, source);
        using var http = new HttpClient { BaseAddress = new Uri(host.App.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await scene.TokenAsync());
        line.Refuses = true;
        line.Drop();
        var answer = await http.GetAsync("/api/alerts", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("192.0.2.1", "http", "127.0.0.0/8", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", "https", "127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "http", "127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", "https", "10.0.0.0/8", HttpStatusCode.OK)]
    public async Task A_token_in_clear_from_elsewhere_is_not_looked_at(string from, string scheme, string known, HttpStatusCode expected)
    {
        await using var scene = await SiemScene.StartAsync(postgres, options => options.Admin.KnownProxies.Add(known));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {await scene.TokenAsync()}");
        using var answer = await http.GetAsync($"{scene.Host.App.Urls.Single()}/api/alerts", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(expected);
    }

    // Far more than the buffers between two sockets hold.
    private static async Task FillAsync(SiemScene scene)
    {
        await scene.ArriveAsync("contoso", SiemScene.Alert("a"));
        await scene.AgeAsync(
            """
            insert into detection select source_id, processed_ticks + number, sequence, service_source, machine_group, tags,
                '{"x":"' || repeat(md5(random()::text), 300) || '"}'
            from detection, generate_series(1, 4000) as number
            """);
    }

    private static async Task<Socket> AskAsync(SiemScene scene, string token)
    {
        var address = new Uri(scene.Host.App.Urls.Single());
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/alerts?sinceTimeUtc=2026-01-01 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"));
        await socket.ReceiveAsync(new byte[1], SocketFlags.Peek);
        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var (text, buffer) = (new StringBuilder(), new byte[65536]);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // A connection that is reset ends this way.
        }

        return text.ToString();
    }
}
