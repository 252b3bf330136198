using System.Net;
using System.Security.Cryptography.X509Certificates;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>What the process tells whoever starts, asks and stops it.</summary>
public sealed partial class ProcessTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task A_wrong_configuration_is_2_with_every_error_in_one_list(string verb)
    {
        await using var process = ServiceProcess.Start(
            verb, "--config", new Settings().With("Bus:Transport=Kafka; Marker:KeyId=; Stoer=x").Write());
        (await process.ExitAsync()).ShouldBe(2, process.Error);
        process.Error.ShouldContain("3 errors; nothing was started");
        process.Error.Split('\n').Count(line => line.StartsWith("  - IncidentSync:")).ShouldBe(3);
        process.Output.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_tenants_without_grants_are_2_and_the_words_say_what_to_do()
    {
        await using var process = ServiceProcess.Start(
            "run", "--config", new Settings().With("Admin:AllowedTenants:1=fab21ca0-0000-4000-8000-000000000001").Write());
        (await process.ExitAsync()).ShouldBe(2, process.Error);
        process.Error.ShouldContain("IncidentSync:Admin:Grants is empty");
        process.Error.ShouldContain("Grant each connection to those who may use it");
    }

    [Fact]
    public async Task Migrate_looks_at_the_store_alone_and_at_what_is_no_setting()
    {
        var settings = new Settings().With("Bus:Transport=Kafka; Marker:KeyId=; Stoer=x; Store:MigrationConnectionString=nonsense");
        await using var process = ServiceProcess.Start("migrate", "--config", settings.Write());
        (await process.ExitAsync()).ShouldBe(2, process.Error);
        process.Error.Split('\n').Where(line => line.StartsWith("  - ")).Select(line => line[4..].Split(' ')[0])
            .ShouldBe(["IncidentSync:Stoer", "IncidentSync:Store:MigrationConnectionString"]);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("migrate")]
    public async Task Without_icu_nothing_starts_for_comments_would_not_be_known_again(string verb)
    {
        var invariant = new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" };
        await using var process = ServiceProcess.Start(invariant, verb, "--config", new Settings().Write());
        (await process.ExitAsync()).ShouldBe(1, process.Error);
        process.Error.ShouldContain("Install ICU");
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_3()
    {
        await using var process = ServiceProcess.Start(
            "--config", new Settings().With("Store:ConnectionString", "Host=127.0.0.1;Port=1;Password=canary").Write());
        (await process.ExitAsync()).ShouldBe(3, process.Error);
        process.Error.ShouldContain("Store:ConnectionString");
        process.Error.ShouldNotContain("canary");
    }

    [Fact]
    public async Task Migrate_brings_the_schema_up_to_date_and_ends()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var process = ServiceProcess.Start(
            "migrate", "--config", new Settings().With("Store:ConnectionString", database).Write());
        (await process.ExitAsync()).ShouldBe(0, process.Error);
        await using var again = ServiceProcess.Start(
            "migrate", "--config", new Settings().With("Store:ConnectionString", database).Write());
        (await again.ExitAsync()).ShouldBe(0, again.Error);
        (process.Output.Contains("0001"), again.Output.Contains("0001")).ShouldBe((true, false));
    }

    [Theory]
    [InlineData(Contoso.Secret, 0, "Defender   ok")]
    [InlineData("canary", 1, "the client secret is wrong")]
    public async Task Check_asks_every_part_once(string secret, int code, string said)
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.ConnectionString)
            .With("Connections:0:Defender:Credential:ClientSecret", secret);
        await using var process = ServiceProcess.Start("check", "--config", settings.Write());
        (await process.ExitAsync()).ShouldBe(code, process.Error);
        process.Output.ShouldContain(said);
        (process.Output + process.Error).ShouldNotContain("canary");
        simulator.World.Calls.Counts().ShouldAllBe(count => count.Portal == Portal.Entra || count.Operation == Operations.IncidentsList);
    }

    [Fact]
    public async Task Comments_that_another_deployment_carries_too_are_told_of_by_check_and_once_by_the_log()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.ConnectionString).Write();
        await database.ExecuteAsync("insert into connection (name) values ('contoso')");
        await database.ExecuteAsync(
            """
            insert into link (id, connection, sentinel_name, state, held)
            select gen_random_uuid(), 'contoso', 'twin-' || number, 'Unpaired', '{"comments":"ForeignMarkers"}'
            from generate_series(1, 2) number
            """);
        await using var check = ServiceProcess.Start("check", "--config", settings);
        (await check.ExitAsync()).ShouldBe(1, check.Error);
        check.Output.ShouldContain("held on 2 links");
        await using var process = ServiceProcess.Start("run", "--config", settings);
        await Wait.UntilAsync(() => process.Output.Contains("6030"), () => $"Nobody is told. {process.Output}");
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        process.Output.Split("\"EventId\":6030").Length.ShouldBe(2);
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
    }

    [Fact]
    public async Task Writes_that_a_portal_forbids_are_told_of_by_check_with_its_code_and_one_link()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.ConnectionString).Write();
        await database.ExecuteAsync("insert into connection (name) values ('contoso')");
        await database.ExecuteAsync(
            """
            insert into link (id, connection, sentinel_name, state, open_intents, attempts, last_error, obstacle, obstacle_code)
            select lpad(number::text, 32, '0')::uuid, 'contoso', 'twin-' || number, 'Unpaired', number < 4, number, 'failed',
                case when number = 3 then '' else 'Denied' end, case when number = 3 then '' else 'ScopeLocked' end
            from generate_series(1, 4) number
            """);
        await using var check = ServiceProcess.Start("check", "--config", settings);
        (await check.ExitAsync()).ShouldBe(1, check.Error);
        check.Output.ShouldContain("denied on 2 links (ScopeLocked), such as 00000000-0000-0000-0000-000000000002: ");
    }

    [Fact]
    public async Task Comments_of_which_Sentinel_lists_more_than_are_read_are_told_of_by_check()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.ConnectionString).Write();
        await database.ExecuteAsync("insert into connection (name) values ('contoso')");
        await database.ExecuteAsync(
            """
            insert into link (id, connection, sentinel_name, state, held)
            values (gen_random_uuid(), 'contoso', 'twin', 'Unpaired', '{"comments":"TooManyComments"}')
            """);
        await using var check = ServiceProcess.Start("check", "--config", settings);
        (await check.ExitAsync()).ShouldBe(1, check.Error);
        check.Output.ShouldContain("held on 1 links: Sentinel lists more comments than the service reads");
    }

    [Theory]
    [InlineData("server.pfx", "")]
    [InlineData("tls.crt", "tls.key")]
    public async Task It_listens_with_tls_on_a_certificate_of_its_own(string certificate, string key)
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var folder = TrustedAuthority.CertificateDirectory;
        using var server = X509CertificateLoader.LoadPkcs12FromFile(
            Path.Combine(folder, "server.pfx"), null, X509KeyStorageFlags.Exportable);
        File.WriteAllText(Path.Combine(folder, "tls.crt"), server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var tls = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "https://127.0.0.1:0",
            ["Kestrel__Certificates__Default__Path"] = Path.Combine(folder, certificate),
            ["IncidentSync__Security__Strict"] = "true",
        };
        if (key.Length > 0)
        {
            tls["Kestrel__Certificates__Default__KeyPath"] = Path.Combine(folder, key);
        }

        await using var process = ServiceProcess.Start(tls, "--config", new Settings().For(simulator, database.ConnectionString).Write());
        using var http = new HttpClient { BaseAddress = await process.AddressAsync() };
        http.BaseAddress!.Scheme.ShouldBe("https");
        (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_asks_for_no_name_and_opens_no_connection_but_those_configured()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        using var trace = new NetworkTrace();
        var incident = simulator.World.Defender().Create();
        var settings = new Settings().For(simulator, database.ConnectionString);
        await using var process = ServiceProcess.Start(trace.Environment, "--config", settings.Write());
        await Wait.UntilAsync(
            () => simulator.World.Sentinel().Incidents().Any(twin => twin.Labels.Any(label => label.Name == $"defender:{incident.Id}")),
            () => $"No twin is made. {process.Output} {process.Error}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
        var seen = trace.Read();
        seen.ShouldContain(address => address.StartsWith("InterNetwork"));
        seen.Where(address => !NetworkTrace.IsOnThisMachine(address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lies_in_the_working_directory_configures_nothing()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var folder = Directory.CreateTempSubdirectory("incidentsync-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "appsettings.json"), """{ "Logging": { "LogLevel": { "Default": "None" } }, nonsense""",
            TestContext.Current.CancellationToken);
        await using var process = ServiceProcess.StartIn(
            folder.FullName, "--config", new Settings().For(simulator, database.ConnectionString).Write());
        (await process.AddressAsync()).IsLoopback.ShouldBeTrue();
    }

    [Fact]
    public async Task It_listens_where_it_is_told_and_says_how_it_is()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var process = ServiceProcess.Start("run", "--config", new Settings().For(simulator, database.ConnectionString).Write());
        using var http = new HttpClient { BaseAddress = await process.AddressAsync() };
        (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Wait.UntilAsync(
            async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode, () => $"It is never ready. {process.Output}");
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
    }

    private static Task<SimulatorHost> SimulateAsync() => SimulatorHost.StartAsync(
        new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true },
        TestContext.Current.CancellationToken);
}
