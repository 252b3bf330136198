using IncidentSync.Testing.Postgres;
using Npgsql;

namespace IncidentSync.Service.Tests.State.LocalServer;

/// <summary>What the other tests build on: a database of one's own.</summary>
public sealed class PostgresFixtureTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Each_call_gives_another_database()
    {
        var (first, second) = (await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync());

        await RunAsync(first, "CREATE TABLE mine (id int)");

        await RunAsync(second, "CREATE TABLE mine (id int)");
    }

    [Fact]
    public async Task A_template_is_filled_once_and_copied()
    {
        var fills = 0;
        Task FillAsync(string database)
        {
            fills++;
            return RunAsync(database, "CREATE TABLE filled (id int)");
        }

        var copies = await Task.WhenAll(
            postgres.CreateDatabaseAsync("fixture_template", FillAsync), postgres.CreateDatabaseAsync("fixture_template", FillAsync));

        foreach (var copy in copies)
        {
            await RunAsync(copy, "INSERT INTO filled VALUES (1)");
        }

        fills.ShouldBe(1);
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
