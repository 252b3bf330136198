using System.Net;
using IncidentSync.Core.Values;
using IncidentSync.Service.Bus;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

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
        await using var environment = await StartAsync();
        var wave = await Wave.OfAsync(environment, 6);
        wave.Edit();
        await broker.Broker.KillAsync();
        wave.Edit();
        await BusIsAsync(environment, "down");
        await broker.Broker.StartAsync(Token);
        await BusIsAsync(environment, "ok");
        wave.Edit();
        await wave.ShouldHaveTravelledAsync();

        // The queues are as they were declared, and are not declared anew: a declaration that differs would be refused.
        (await broker.AskAsync(channel => channel.QueueDeclareAsync(
            BusSetup.WriteQueue, durable: true, exclusive: false, autoDelete: false, Queue))).ConsumerCount.ShouldBeGreaterThan(0u);
        environment.Logs.Lines.ShouldNotContain(line => line.Contains(broker.Broker.Password));
    }

    [Fact]
    public async Task Connections_that_are_cut_again_and_again_cost_time_only()
    {
        await using var environment = await StartAsync();
        var wave = await Wave.OfAsync(environment, 6);
        for (var cut = 0; cut < 3; cut++)
        {
            wave.Edit();
            await Wait.UntilAsync(() => broker.Network.Drop() > 0, () => "Nobody is connected.");
            await BusIsAsync(environment, "ok");
        }

        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task Keys_that_are_lost_doubled_reordered_or_of_no_link_change_nothing()
    {
        await using var environment = await StartAsync();
        var wave = await Wave.OfAsync(environment, 6);
        wave.Edit();
        await broker.PurgeAsync();
        await broker.PublishAsync(BusSetup.WriteQueue, "this is no message");
        await broker.PublishAsync(BusSetup.WriteQueue, "Unheard", Guid.NewGuid());
        foreach (var link in Links(wave).Reverse().Concat(Links(wave)).Append(Guid.NewGuid()))
        {
            await broker.PublishAsync(BusSetup.WriteQueue, nameof(WriteDue), link);
            await broker.PublishAsync(BusSetup.ReconcileQueue, nameof(LinkChanged), link);
        }

        wave.Edit();
        await broker.PurgeAsync();
        await wave.ShouldHaveTravelledAsync();
        (await broker.AskAsync(channel => channel.QueueDeclarePassiveAsync(BusSetup.WriteQueue))).MessageCount.ShouldBe(0u);
    }

    [Fact]
    public async Task Two_replicas_share_the_work_and_never_do_it_twice()
    {
        await using var environment = await StartAsync();
        await environment.StartServiceAsync();
        var wave = await Wave.OfAsync(environment, 8);
        wave.Edit();
        wave.Edit();
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task A_broker_that_is_away_keeps_no_service_from_starting_working_or_stopping()
    {
        await broker.Broker.StopAsync();
        await using var environment = await StartAsync();
        var id = environment.Defender.Create().Id;
        await BusIsAsync(environment, "down");
        (await environment.HealthAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        await Wait.UntilAsync(() => environment.Sentinel.Find(TestEnvironment.TwinOf(id)) is not null, () =>
            $"The stages wait for the broker. {Tail(environment)}");
        await environment.StopServiceAsync();
        await environment.StartServiceAsync();
        await broker.Broker.StartAsync(Token);
        await BusIsAsync(environment, "ok");
    }

    [Fact]
    public async Task A_broker_without_memory_takes_no_message_and_keeps_nobody_waiting()
    {
        await using var environment = await StartAsync();
        var wave = await Wave.OfAsync(environment, 2);
        await RestartAsync("vm_memory_high_watermark.absolute = 1MB");
        await BusIsAsync(environment, "ok");
        wave.Edit();
        await Wait.UntilAsync(
            () => environment.Logs.Lines.Any(line => line.Contains(" 6019: ")), () => "Nobody says that the broker takes no message.");
        await RestartAsync();
        await wave.ShouldHaveTravelledAsync();
    }

    [Fact]
    public async Task Check_says_whether_the_broker_takes_the_service()
    {
        await using var environment = await StartAsync();
        await environment.StopServiceAsync();
        (await CheckAsync(environment.Settings())).ShouldBe((0, "bus RabbitMQ ok"));
        var refused = await CheckAsync(environment.Settings().With("Bus:RabbitMq:Password=canary"));
        refused.ShouldBe((1, "bus RabbitMQ access denied: check Bus:RabbitMq:Username and Password"));
        var elsewhere = await CheckAsync(environment.Settings().With("Bus:RabbitMq:VirtualHost=elsewhere"));
        elsewhere.Code.ShouldBe(1);
        elsewhere.Said.ShouldContain("vhost elsewhere not found");
        var (code, said) = await CheckAsync(environment.Settings().With("Bus:RabbitMq:Port=1"));
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
        wave.Pairs.Select(pair => Testing.Processes.Settings.Identity.LinkOfDefender(new IncidentId(pair.DefenderId)).Value);

    private Task<TestEnvironment> StartAsync() => TestEnvironment.StartAsync(postgres, surroundings: new() { Settings = broker.Over });

    private async Task RestartAsync(params string[] settings)
    {
        await broker.Broker.StopAsync();
        broker.Broker.Settings = settings;
        await broker.Broker.StartAsync(Token);
    }

    private static Task BusIsAsync(TestEnvironment environment, string state) => Wait.UntilAsync(
        async () => (await environment.HealthAsync("/health/ready")) is var (status, body) && body!["bus"]!.GetValue<string>() == state
            && (state == "ok" || status == HttpStatusCode.ServiceUnavailable),
        () => $"It never says that the bus is {state}. {Tail(environment)}");

    private static string Tail(TestEnvironment environment) => string.Join('\n', environment.Logs.Lines.TakeLast(20));
}
