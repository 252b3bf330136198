using System.Net;
using IncidentSync.Core.Values;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Tests.Hosting;
using IncidentSync.Service.Tests.State.LocalServer;
using IncidentSync.Service.Tests.Stories;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>
/// The service over a RabbitMQ that is killed, cut off, emptied and lied to: all that may change is how long a change takes.
/// </summary>
public sealed class BrokerStories(PostgresFixture postgres, BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    private static readonly Dictionary<string, object?> Queue = new()
    {
        ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 10, ["x-max-length"] = 20_000,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_that_is_killed_in_the_middle_of_a_wave_costs_time_only()
    {
        await using var landscape = await StartAsync();
        var wave = await Wave.OfAsync(landscape, 6);
        wave.Edit();
        await broker.Broker.KillAsync();
        wave.Edit();
        await BusIsAsync(landscape, "down");
        await broker.Broker.StartAsync(Token);
        await BusIsAsync(landscape, "ok");
        wave.Edit();
        await wave.ShouldHaveTravelledAsync();

        // The queues are as they were declared, and are not declared anew: a declaration that differs would be refused.
        (await broker.AskAsync(channel => channel.QueueDeclareAsync(
            Bus.WriteQueue, durable: true, exclusive: false, autoDelete: false, Queue))).ConsumerCount.ShouldBeGreaterThan(0u);
        landscape.Logs.Lines.ShouldNotContain(line => line.Contains(broker.Broker.Password));
    }

    [Fact]
    public async Task Connections_that_are_cut_again_and_again_cost_time_only()
    {
        await using var landscape = await StartAsync();
        var wave = await Wave.OfAsync(landscape, 6);
        for (var cut = 0; cut < 3; cut++)
        {
            wave.Edit();
            await Wait.UntilAsync(() => broker.Network.Drop() > 0, () => "Nobody is connected.");
            await BusIsAsync(landscape, "ok");
        }

        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task Keys_that_are_lost_doubled_reordered_or_of_no_link_change_nothing()
    {
        await using var landscape = await StartAsync();
        var wave = await Wave.OfAsync(landscape, 6);
        wave.Edit();
        await broker.PurgeAsync();
        await broker.PublishAsync(Bus.WriteQueue, "this is no message");
        await broker.PublishAsync(Bus.WriteQueue, "Unheard", Guid.NewGuid());
        foreach (var link in Links(wave).Reverse().Concat(Links(wave)).Append(Guid.NewGuid()))
        {
            await broker.PublishAsync(Bus.WriteQueue, nameof(WriteDue), link);
            await broker.PublishAsync(Bus.ReconcileQueue, nameof(LinkChanged), link);
        }

        wave.Edit();
        await broker.PurgeAsync();
        await wave.ShouldHaveTravelledAsync();
        (await broker.AskAsync(channel => channel.QueueDeclarePassiveAsync(Bus.WriteQueue))).MessageCount.ShouldBe(0u);
    }

    [Fact]
    public async Task Two_replicas_share_the_work_and_never_do_it_twice()
    {
        await using var landscape = await StartAsync();
        await landscape.StartServiceAsync();
        var wave = await Wave.OfAsync(landscape, 8);
        wave.Edit();
        wave.Edit();
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task A_broker_that_is_away_keeps_no_service_from_starting_working_or_stopping()
    {
        await broker.Broker.StopAsync();
        await using var landscape = await StartAsync();
        var id = landscape.Defender.Create().Id;
        await BusIsAsync(landscape, "down");
        (await landscape.HealthAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        await Wait.UntilAsync(() => landscape.Sentinel.Find(TestEnvironment.TwinOf(id)) is not null, () =>
            $"The stages wait for the broker. {Tail(landscape)}");
        await landscape.StopServiceAsync();
        await landscape.StartServiceAsync();
        await broker.Broker.StartAsync(Token);
        await BusIsAsync(landscape, "ok");
    }

    [Fact]
    public async Task A_broker_without_memory_takes_no_message_and_keeps_nobody_waiting()
    {
        await using var landscape = await StartAsync();
        var wave = await Wave.OfAsync(landscape, 2);
        await RestartAsync("vm_memory_high_watermark.absolute = 1MB");
        await BusIsAsync(landscape, "ok");
        wave.Edit();
        await Wait.UntilAsync(
            () => landscape.Logs.Lines.Any(line => line.Contains(" 6019: ")), () => "Nobody says that the broker takes no message.");
        await RestartAsync();
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task Check_says_whether_the_broker_takes_the_service()
    {
        await using var landscape = await StartAsync();
        await landscape.StopServiceAsync();
        (await CheckAsync(landscape.Settings())).ShouldBe((0, "bus RabbitMQ ok"));
        var refused = await CheckAsync(landscape.Settings().With("Bus:RabbitMq:Password=canary"));
        refused.ShouldBe((1, "bus RabbitMQ access denied: check Bus:RabbitMq:Username and Password"));
        var elsewhere = await CheckAsync(landscape.Settings().With("Bus:RabbitMq:VirtualHost=elsewhere"));
        elsewhere.Code.ShouldBe(1);
        elsewhere.Said.ShouldContain("vhost elsewhere not found");
        var (code, said) = await CheckAsync(landscape.Settings().With("Bus:RabbitMq:Port=1"));
        code.ShouldBe(1);
        said.ShouldStartWith("bus RabbitMQ unreachable at 127.0.0.1:1: ");
    }

    private static async Task<(int Code, string Said)> CheckAsync(Settings settings)
    {
        await using var process = ServiceProcess.Start("check", "--config", settings.Write());
        var code = await process.ExitAsync();
        (process.Output + process.Error).ShouldNotContain("canary");
        var line = process.Output.Split('\n').Single(line => line.StartsWith("bus "));
        return (code, string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static IEnumerable<Guid> Links(Wave wave) =>
        wave.Pairs.Select(pair => Hosting.Settings.Identity.LinkOfDefender(new IncidentId(pair.DefenderId)).Value);

    private Task<TestEnvironment> StartAsync() => TestEnvironment.StartAsync(postgres, surroundings: new() { Settings = broker.Over });

    private async Task RestartAsync(params string[] settings)
    {
        await broker.Broker.StopAsync();
        broker.Broker.Settings = settings;
        await broker.Broker.StartAsync(Token);
    }

    private static Task BusIsAsync(TestEnvironment landscape, string state) => Wait.UntilAsync(
        async () => (await landscape.HealthAsync("/health/ready")) is var (status, body) && body!["bus"]!.GetValue<string>() == state
            && (state == "ok" || status == HttpStatusCode.ServiceUnavailable),
        () => $"It never says that the bus is {state}. {Tail(landscape)}");

    private static string Tail(TestEnvironment landscape) => string.Join('\n', landscape.Logs.Lines.TakeLast(20));
}
