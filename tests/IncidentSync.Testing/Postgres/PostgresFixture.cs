using System.Collections.Concurrent;
using IncidentSync.Service.State.LocalServer;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Testing.Postgres;

/// <summary>
/// The one PostgreSQL server of a test run, started by the product when the first test asks. A test class takes it as a constructor
/// argument and gets a database of its own.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<LocalPostgres>> _server = new(StartAsync);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new();
    private readonly ConcurrentDictionary<string, Lazy<Task>> _roles = new();
    private int _databases;

    /// <returns>The connection string of a new, empty database.</returns>
    public Task<string> CreateDatabaseAsync() => CopyAsync("template0", $"test_{Interlocked.Increment(ref _databases)}");

    /// <summary>A new database as <paramref name="fill"/> (the migrations, say) left it: run once a name, copied for everyone.</summary>
    public async Task<string> CreateDatabaseAsync(string template, Func<string, Task> fill)
    {
        await _templates.GetOrAdd(template, name => new Lazy<Task>(() => FillAsync(name, fill))).Value;
        return await CopyAsync(template, $"test_{Interlocked.Increment(ref _databases)}");
    }

    /// <summary>The same database as another role, which is made when it is not there.</summary>
    public async Task<string> AsAsync(string role, string connectionString)
    {
        await _roles.GetOrAdd(role, name => new Lazy<Task>(() => RunAsync($"CREATE ROLE {name} LOGIN"))).Value;
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.IsValueCreated)
        {
            return;
        }

        await (await _server.Value).DisposeAsync();
        TestDirectory.Delete(TestDirectory.OfThisRun);
    }

    private static async Task<LocalPostgres> StartAsync()
    {
        await TestDirectory.RemoveLeftoversAsync();
        return await LocalPostgres.StartAsync(TestDirectory.Options(TestDirectory.OfThisRun), NullLogger.Instance, CancellationToken.None);
    }

    private async Task FillAsync(string template, Func<string, Task> fill)
    {
        // Not pooled: a database with an open connection cannot be copied.
        var connectionString = await CopyAsync("template0", template);
        await fill(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
    }

    private async Task<string> CopyAsync(string template, string name)
    {
        await RunAsync($"""CREATE DATABASE "{name}" TEMPLATE "{template}" """);
        return new NpgsqlConnectionStringBuilder((await _server.Value).ConnectionString) { Database = name }.ConnectionString;
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await _server.Value).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
