using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Admin.Access;

/// <summary>One operate call, or one of any kind that was denied.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Action">The name of the endpoint; <c>limit</c> when the caller made too many calls.</param>
/// <param name="Connection">On what; null when the call named none that exists.</param>
/// <param name="Allowed">Whether it was done.</param>
/// <param name="Reason">Why the caller wanted it, or why it was denied.</param>
/// <param name="TraceId">Leads to the log.</param>
internal sealed record AuditEntry(Caller Caller, string Action, string? Connection, bool Allowed, string Reason, string TraceId);

/// <summary>
/// The append-only record of operate calls, and of denied ones. What a token that nobody believes asks for is in the log alone: its
/// caller is unknown.
/// </summary>
internal sealed class AuditLog(NpgsqlDataSource dataSource)
{
    /// <summary>The columns of an entry; parameters that follow them are <c>Columns.After(1)</c> and so on.</summary>
    public static readonly ColumnList<AuditEntry> Columns = new(
        ("issuer", entry => entry.Caller.Issuer),
        ("subject", entry => entry.Caller.Subject),
        ("object_id", entry => OrNull(entry.Caller.ObjectId)),
        ("app_id", entry => OrNull(entry.Caller.AppId)),
        ("action", entry => entry.Action),
        ("connection", entry => OrNull(entry.Connection)),
        ("allowed", entry => entry.Allowed),
        ("reason", entry => entry.Reason),
        ("trace_id", entry => entry.TraceId));

    /// <summary>An insert of an entry; it may be the beginning of a larger statement.</summary>
    public static readonly string Insert = $"insert into audit ({Columns.Names}) values ({Columns.Parameters})";

    private static readonly string InsertDenied =
        $"""
        insert into audit ({Columns.Names}, calls, first_at)
        values ({Columns.Parameters}, {Columns.After(1)}, {Columns.After(2)})
        """;

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Insert);
        command.Parameters.AddRange(Columns.ParametersOf(entry));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A row for each, all or none.</summary>
    public async Task AppendAsync(IReadOnlyCollection<Denied> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var batch = dataSource.CreateBatch();
        foreach (var denied in rows)
        {
            batch.BatchCommands.Add(Columns.Command(InsertDenied, denied.Entry, denied.Calls, denied.Since));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static object OrNull(string? value) => (object?)value ?? DBNull.Value;
}
