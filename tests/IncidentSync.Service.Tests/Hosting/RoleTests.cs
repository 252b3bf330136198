using IncidentSync.Service.Hosting;
using IncidentSync.Service.State;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;
using Npgsql;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>One role changes the schema, the other one runs the service.</summary>
public sealed class RoleTests(PostgresFixture postgres)
{
    private const string TooOld =
        "The schema is older than this version: run `incidentsync migrate` with a role that may change it";

    [Fact]
    public async Task What_the_migrator_has_migrated_the_service_runs_on_with_a_role_that_owns_nothing()
    {
        await using var simulator = await SimulateAsync();
        var database = await TwoRoles.OnAsync(postgres);
        await using var migrate = ServiceProcess.Start(
            new Dictionary<string, string> { ["IncidentSync__Store__MigrationConnectionString"] = database.Migrator }, "migrate");
        (await migrate.ExitAsync()).ShouldBe(0, migrate.Error);
        var settings = new Settings().For(simulator, database.Service).Write();
        await using var check = ServiceProcess.Start("check", "--config", settings);
        (await check.ExitAsync()).ShouldBe(0, check.Error);
        check.Output.ShouldNotContain(" role ");
        await using var run = ServiceProcess.Start("run", "--config", settings);
        using var http = new HttpClient { BaseAddress = await run.AddressAsync() };
        await Wait.UntilAsync(
            async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode, () => $"It is never ready. {run.Output}");
        run.Terminate();
        (await run.ExitAsync()).ShouldBe(0, run.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("migrate")]
    public async Task A_role_that_may_not_apply_what_is_pending_ends_with_3_and_says_what_to_do(string verb)
    {
        await using var database = await TestDatabase.CreateAsync(postgres);
        await database.ExecuteAsync("delete from migration where name = (select max(name) from migration)");
        var settings = new Settings().With("Bus:Transport=InMemory").With("Store:ConnectionString", database.ConnectionString).Write();
        await using var process = ServiceProcess.Start(verb, "--config", settings);
        (await process.ExitAsync()).ShouldBe(3, process.Error);
        process.Error.ShouldStartWith(TooOld);
    }

    [Fact]
    public async Task An_empty_database_is_older_than_any_version()
    {
        var database = await TwoRoles.OnAsync(postgres);
        await using var dataSource = NpgsqlDataSource.Create(database.Service);
        (await Should.ThrowAsync<SchemaTooOldException>(() => new Migrator(dataSource).ApplyAsync(Token))).Message.ShouldStartWith(TooOld);
    }

    [Fact]
    public async Task What_a_newer_version_migrated_is_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync(postgres);
        await database.ExecuteAsync("insert into migration (name) values ('9999_newer.sql')");
        (await new Migrator(database.DataSource).ApplyAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("alter table journal owner to incidentsync_app", "it owns the tables")]
    [InlineData("grant incidentsync_migrator to incidentsync_app", "it owns the tables")]
    [InlineData("grant update on journal to incidentsync_app", "it may change journal or audit")]
    [InlineData("grant update (reason) on audit to incidentsync_app", "it may change journal or audit")]
    [InlineData("grant delete on audit to public", "it may change journal or audit")]
    [InlineData("grant select, insert on journal to incidentsync_app", null)]
    public async Task Check_tells_of_a_role_with_rights_too_many(string sql, string? told)
    {
        await using var database = await TestDatabase.CreateAsync(postgres);
        await database.ExecuteAsync(sql);
        var excess = await new HistoryRights(database.DataSource).ExcessAsync(Token);
        await database.ExecuteAsync("revoke incidentsync_migrator from incidentsync_app");
        (excess is null ? null : told is not null && excess.StartsWith(told) ? told : excess).ShouldBe(told);
    }

    [Fact]
    public async Task Check_says_it_in_one_line_and_is_content()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.Roles.Migrator).Write();
        await using var check = ServiceProcess.Start("check", "--config", settings);
        (await check.ExitAsync()).ShouldBe(0, check.Error);
        check.Output.Split('\n').ShouldContain(line => line.Contains("warning: it owns the tables"));
        check.Output.Split('\n').Count(line => line.Contains("warning: signs in with a client secret")).ShouldBe(2);
    }

    [Theory]
    [InlineData("Host=db", GssEncryptionMode.Disable)]
    [InlineData("Host=db;GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData("Host=db;GssEncryptionMode=Require", GssEncryptionMode.Require)]
    public void Gss_encryption_is_looked_for_only_where_the_connection_string_names_it(string given, GssEncryptionMode mode)
    {
        using var dataSource = Database.DataSourceOf(given);
        new NpgsqlConnectionStringBuilder(dataSource.ConnectionString).GssEncryptionMode.ShouldBe(mode);
        Database.BuilderOf(given).ConnectionStringBuilder.GssEncryptionMode.ShouldBe(mode);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<SimulatorHost> SimulateAsync() => SimulatorHost.StartAsync(
        new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true }, Token);
}
