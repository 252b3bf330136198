using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.State;
using IncidentSync.Service.State.LocalServer;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Benchmarks.Core;

/// <summary>A database with pairs that have agreed, and the service's stage that plans them.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private const string Name = "contoso";
    private readonly LocalPostgres _server;
    private readonly string _directory;
    private readonly NpgsqlDataSource _database;
    private readonly PostgresSyncStore _store;
    private readonly Reconciler _reconciler;
    private readonly int[] _numbers;
    private readonly LinkId[] _links;

    private Workplace(LocalPostgres server, string directory, int links)
    {
        (_server, _directory) = (server, directory);
        _database = NpgsqlDataSource.Create(server.ConnectionString);
        _store = new PostgresSyncStore(_database);
        var timing = new ConnectionTiming(
            TimeSpan.FromDays(7),
            new Lateness(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)),
            TimeSpan.FromMinutes(2));
        var (defender, sentinel) = (new Unasked(Portal.Defender), new Unasked(Portal.Sentinel));
        var connection = new SyncConnection(Name, ConnectionMode.Sync, Sample.Identity, defender, sentinel, Sample.Rules, timing);
        _reconciler = new Reconciler(
            new ConnectionSet([connection]), _store, new Unheard(), TimeProvider.System, NullLogger<Reconciler>.Instance);
        _numbers = [.. Enumerable.Range(1, links)];
        _links = [.. _numbers.Select(number => Sample.Identity.LinkOfDefender(Sample.Defender(number).Id))];
    }

    public static async Task<Workplace> StartAsync(int links)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"incidentsync-bench-{Environment.ProcessId}");
        // Not durable: what a commit costs on this disk is not the service's doing, and without it the plan's part is the greatest.
        var options = new LocalPostgresOptions { DataDirectory = directory, Durable = false };
        var server = await LocalPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        var workplace = new Workplace(server, directory, links);
        await new Migrator(workplace._database).ApplyAsync(CancellationToken.None);
        await workplace.ReadAsync(Portal.Defender, Sample.Defender);
        await workplace.ReadAsync(Portal.Sentinel, Sample.Sentinel);
        await workplace.PassAsync();
        return workplace;
    }

    public async Task EditAsync()
    {
        await ReadAsync(Portal.Defender, Sample.EditedDefender);
        await ReadAsync(Portal.Sentinel, Sample.EditedSentinel);
    }

    public Task CommentAsync() => ReadAsync(Portal.Defender, Sample.CommentedDefender);

    /// <summary>One of the links, as a pass loads it.</summary>
    public async Task<Link> LoadAsync()
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await LinkRows.FindAsync(connection, _links[0], CancellationToken.None)
            ?? throw new InvalidOperationException("The link was not stored.");
    }

    /// <summary>One pass over every link.</summary>
    public async Task PassAsync()
    {
        foreach (var link in _links)
        {
            await _reconciler.RunOnceAsync(link, CancellationToken.None);
        }
    }

    /// <summary>As before the last pass, which moved no base.</summary>
    public void MakeDirtyAgain()
    {
        Execute("delete from intent");
        Execute("delete from comment");
        Execute("update link set dirty_seq = done_seq + 1, open_intents = false, not_before = clock_timestamp()");
    }

    /// <summary>Every link was planned, and to so many writes in all.</summary>
    public void ShouldHaveIntents(long expected)
    {
        var (intents, dirty) = (Count("intent"), Count("link where dirty_seq > done_seq"));
        if ((intents, dirty) != (expected, 0))
        {
            throw new InvalidOperationException($"{intents} intents, not {expected}, and {dirty} links that were not planned.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private Task ReadAsync(Portal portal, Func<int, Snapshot> snapshot) =>
        _store.StorePageAsync(new PageCommit(Name, Sample.Identity, portal, [.. _numbers.Select(snapshot)], null), CancellationToken.None);

    private void Execute(string sql)
    {
        using var command = _database.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private long Count(string rows)
    {
        using var command = _database.CreateCommand($"select count(*) from {rows}");
        return (long)command.ExecuteScalar()!;
    }
}
