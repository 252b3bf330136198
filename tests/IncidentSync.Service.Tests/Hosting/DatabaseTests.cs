using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.State;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The database is there and up to date before anything else starts, or the reason is said.</summary>
public sealed class DatabaseTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Host=127.0.0.1;Port=1")]
    [InlineData("Host=no-such-host.invalid")]
    public async Task A_server_that_is_not_there_is_told(string server) =>
        await RefusedAsync(new StoreOptions { ConnectionString = $"{server};Password=canary;Timeout=5" });

    [Fact]
    public async Task A_database_that_does_not_exist_is_told()
    {
        var known = await postgres.CreateDatabaseAsync();
        await RefusedAsync(
            new StoreOptions { ConnectionString = new NpgsqlConnectionStringBuilder(known) { Database = "nowhere" }.ConnectionString });
    }

    [Fact]
    public async Task The_database_in_use_is_reached_even_when_another_string_migrates_it()
    {
        var known = await postgres.CreateDatabaseAsync();
        await RefusedAsync(new StoreOptions { MigrationConnectionString = known, ConnectionString = "Host=127.0.0.1;Port=1" });
    }

    [Fact]
    public async Task Two_starts_at_once_apply_every_migration_once()
    {
        await using var dataSource = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        var starts = Enumerable.Range(0, 4)
            .Select(_ => Task.Run(() => new Migrator(dataSource).ApplyAsync(TestContext.Current.CancellationToken)));
        var applied = (await Task.WhenAll(starts)).SelectMany(names => names).ToList();
        applied.ShouldContain("0001_first.sql");
        applied.ShouldBeUnique();
    }

    private static async Task RefusedAsync(StoreOptions options)
    {
        var refused = await Should.ThrowAsync<DatabaseUnavailableException>(
            () => Database.OpenAsync(options, NullLoggerFactory.Instance, TestContext.Current.CancellationToken));
        refused.Message.ShouldContain("IncidentSync:Store:ConnectionString");
        refused.Message.ShouldNotContain("canary");
    }
}
