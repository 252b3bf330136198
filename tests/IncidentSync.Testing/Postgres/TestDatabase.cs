using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Testing.Postgres;

/// <summary>A database of one's own with the schema of this version, and a look inside. The service has a role that owns nothing.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string[] Tables =
    [
        "replay_difference", "replay_link", "replay", "journal", "resolution", "drastic_act",
        "brake", "intent", "comment", "base", "snapshot", "link", "listing", "feed",
        "stream_refused", "stream_owed", "stream_scope", "twin_comment", "consumer",
        "detection", "alert_event", "alert", "alert_unreadable", "alert_gap", "alert_source",
        "siem_token", "siem_secret", "siem_client_connection", "siem_client", "siem_use",
        "connection", "quota",
    ];

    private readonly NpgsqlDataSource _superuser;

    private TestDatabase(TwoRoles roles) => (Roles, DataSource, _superuser) =
        (roles, NpgsqlDataSource.Create(roles.Service), NpgsqlDataSource.Create(roles.Superuser));

    public TwoRoles Roles { get; }

    /// <summary>The service's.</summary>
    public string ConnectionString => Roles.Service;

    /// <summary>The service's.</summary>
    public NpgsqlDataSource DataSource { get; }

    public static async Task<TestDatabase> CreateAsync(PostgresFixture postgres) => new(await TwoRoles.MigratedAsync(postgres));

    /// <summary>One on a server that will crash: what is pooled would outlive it.</summary>
    public static async Task<TestDatabase> AtAsync(string connectionString)
    {
        await TwoRoles.MigrateAsync(connectionString);
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        return new(new TwoRoles(unpooled, unpooled, unpooled));
    }

    /// <summary>Deletes every row: a database for each of hundreds of tests takes a minute.</summary>
    public Task EmptyAsync() => ExecuteAsync("set session_replication_role = replica;"
        + string.Join(';', Tables.Select(table => $"delete from {table}")) + "; reset session_replication_role");

    /// <summary>As somebody who may do everything.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of every row, as text.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.IsDBNull(0) ? "" : reader.GetValue(0).ToString()!);
        }

        return values;
    }

    /// <summary>The journal, oldest first; of one link when it is named.</summary>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(LinkId? link = null)
    {
        await using var command = _superuser.CreateCommand(
            "select kind, portal, field, was, now, reason from journal where $1 is null or link_id = $1 order by id");
        command.Parameters.Add(new() { Value = (object?)link?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<JournalEntry>();
        while (await reader.ReadAsync())
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await _superuser.DisposeAsync();
    }

    private static JournalEntry Row(NpgsqlDataReader row)
    {
        var field = row.IsDBNull(2) ? null : AllFields.Named(row.GetString(2));
        Portal? portal = row.IsDBNull(1) ? null : Enum.Parse<Portal>(row.GetString(1));
        return new(Enum.Parse<JournalKind>(row.GetString(0)), portal, field, Value(3), Value(4), row.GetString(5));

        Reading? Value(int column) => field is null || row.IsDBNull(column) ? null : StateJson.ToReading(field, row.GetString(column));
    }
}
