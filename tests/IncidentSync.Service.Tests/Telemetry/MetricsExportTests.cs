using IncidentSync.Service.Configuration;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>The process sends its metrics to whom the standard variable names, and nobody's words with them.</summary>
public sealed class MetricsExportTests(PostgresFixture postgres)
{
    private static readonly string[] Expected =
    [
        "incidentsync.reconciliations", "incidentsync.propagation", "incidentsync.writes", "incidentsync.api.requests",
        "incidentsync.feed.lag", "incidentsync.links.due", "incidentsync.brake.active", "incidentsync.holds",
    ];

    [Fact]
    public async Task What_the_service_does_arrives_at_the_collector_without_a_word_that_a_person_wrote()
    {
        await using var receiver = await MetricsReceiver.StartAsync();
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true },
            TestContext.Current.CancellationToken);
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var process = ServiceProcess.Start(
            ExportingTo(receiver.Address), "run", "--config", new Settings().For(simulator, database.ConnectionString).Write());
        var (defender, alice) = (simulator.World.Defender(), Actor.Person("canary@contoso.com"));
        var id = defender.Create(incident => incident with
        {
            DisplayName = "canary title", AssignedTo = "canary@contoso.com", CustomTags = ["canary tag"],
        }).Id;
        var twin = Settings.Identity.TwinOf(new(id)).Value;
        await Wait.UntilAsync(() => simulator.World.Sentinel().Find(twin) is not null, () => $"There is no twin. {process.Output}");
        defender.Comment(id, alice, "canary comment");
        defender.Edit(id, alice, incident => incident with { Status = "canary status", Severity = "high", Description = "canary text" });

        await Wait.UntilAsync(
            () => Expected.All(receiver.Has), () => $"Only {string.Join(", ", Expected.Where(receiver.Has))} arrived. {process.Output}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
        receiver.ContentTypes.Distinct().ShouldBe(["application/x-protobuf"]);
        receiver.Has("unknownValue").ShouldBeTrue();
        new[] { "canary", Contoso.Secret, twin, database.ConnectionString }.Where(receiver.Has).ShouldBeEmpty();
        process.Output.ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_collector_that_cannot_be_reached_is_told_of_once_and_harms_nothing()
    {
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true },
            TestContext.Current.CancellationToken);
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var process = ServiceProcess.Start(
            ExportingTo("http://127.0.0.1:1"), "run", "--config", new Settings().For(simulator, database.ConnectionString).Write());
        await Wait.UntilAsync(() => process.Output.Contains("6017"), () => $"Nothing is said. {process.Output} {process.Error}");
        var twin = Settings.Identity.TwinOf(new(simulator.World.Defender().Create().Id)).Value;
        await Wait.UntilAsync(() => simulator.World.Sentinel().Find(twin) is not null, () => $"There is no twin. {process.Output}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
        process.Output.Split("\"EventId\":6017").Length.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_that_is_none_is_an_error_of_the_configuration()
    {
        await using var process = ServiceProcess.Start(ExportingTo("collector:4317"), "run", "--config", new Settings().Write());
        (await process.ExitAsync()).ShouldBe(2, process.Error);
        process.Error.ShouldContain($"{MetricExporters.Endpoint} must be an http or https address.");
    }

    private static Dictionary<string, string> ExportingTo(string address) => new()
    {
        [MetricExporters.Endpoint] = address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
    };
}
