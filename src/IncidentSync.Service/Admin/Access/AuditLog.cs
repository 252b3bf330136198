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
    /// <summary>An insert whose parameters <see cref="Parameters"/> are; it may be the beginning of a larger statement.</summary>
    public const string Insert =
        """
        insert into audit (issuer, subject, object_id, app_id, action, connection, allowed, reason, trace_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string InsertDenied =
        """
        insert into audit (issuer, subject, object_id, app_id, action, connection, allowed, reason, trace_id, calls, first_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Insert);
        command.Parameters.AddRange(Parameters(entry));
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
            var command = new NpgsqlBatchCommand(InsertDenied);
            command.Parameters.AddRange(Parameters(denied.Entry));
            command.Parameters.Add(new() { Value = denied.Calls });
            command.Parameters.Add(new() { Value = denied.Since });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static NpgsqlParameter[] Parameters(AuditEntry entry) =>
    [
        new() { Value = entry.Caller.Issuer },
        new() { Value = entry.Caller.Subject },
        Text(entry.Caller.ObjectId),
        Text(entry.Caller.AppId),
        new() { Value = entry.Action },
        Text(entry.Connection),
        new() { Value = entry.Allowed },
        new() { Value = entry.Reason },
        new() { Value = entry.TraceId },
    ];

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
