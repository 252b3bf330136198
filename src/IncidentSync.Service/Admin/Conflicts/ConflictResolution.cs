using System.Text.Json;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>
/// Stores an operator's decision about a held field and marks the link dirty: the stages carry it out like any other plan. The planner is
/// asked first, so that nobody is told that something was decided which cannot be written.
/// </summary>
internal sealed class ConflictResolution(NpgsqlDataSource dataSource, ConnectionSet connections, OperateAudit audit)
{
    private static readonly string StoreResolution =
        $"""
        with entry as ({AuditLog.Insert} returning id)
        insert into resolution (link_id, field, winner, defender, sentinel, audit)
        select {AuditLog.Columns.After(1)}, {AuditLog.Columns.After(2)}, {AuditLog.Columns.After(3)}, {AuditLog.Columns.After(4)},
            {AuditLog.Columns.After(5)}, id
        from entry
        on conflict (link_id, field) do update
            set winner = excluded.winner, defender = excluded.defender, sentinel = excluded.sentinel, audit = excluded.audit
        """;

    public async Task<Decision> DecideAsync(
        ConnectionScope scope,
        LinkId id,
        string fieldName,
        Portal winner,
        string? version,
        AuditEntry entry,
        CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, scope, id, cancellationToken) is not { } link
            || connections.Find(link.Connection) is not { } synced)
        {
            return new Decision.NotFound();
        }

        if (!scope.Operates(link.Connection))
        {
            return new Decision.Forbidden(link.Connection);
        }

        if (fieldName == CommentPlanner.Name && link.CommentHold is { } waiting)
        {
            var end = waiting == HoldReason.ForeignMarkers ? "when the connection is released" : "when Sentinel lists fewer";
            return new Decision.Refused($"The link's comments wait ({waiting}); that ends {end}.");
        }

        if (AllFields.Named(fieldName) is not { } field || !link.Held.TryGetValue(field, out var reason)
            || link is not { Defender: { } defender, Sentinel: { } sentinel })
        {
            return fieldName == StateJson.WholeLink && link.Hold is { } hold
                ? new Decision.Refused($"The whole link waits ({hold}); that ends when the portals say something else, and by no decision.")
                : new Decision.NotFound();
        }

        var held = View(link, field, reason, defender, sentinel);
        if (version is not null && version != held.Version)
        {
            return new Decision.Refused("One of the values has changed since the conflict was read; read it again.");
        }

        var resolution = new Resolution(winner, defender.Incident[field], sentinel.Incident[field]);
        var decided = Planner.Plan(
                link with { Resolutions = link.Resolutions.SetItem(field, resolution) }, synced.RulesNow, Stamp.EndOfTime)
            .Decisions.FirstOrDefault(decision => decision.Field == field);
        if (decided is not Resolved)
        {
            var why = (decided as Held)?.Reason.ToString() ?? "the field no longer waits";
            return new Decision.Refused($"{winner}'s value cannot be written on the other portal now: {why}.");
        }

        await StoreAsync(connection, id, field, resolution, entry with { Connection = link.Connection, Allowed = true }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        audit.Allowed(entry with { Connection = link.Connection });
        return new Decision.Made(held);
    }

    private static async Task<Link?> LockAsync(
        NpgsqlConnection connection, ConnectionScope scope, LinkId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select 1 from link where id = $1 and connection = any($2) for update", connection);
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = scope.Names });
        return await command.ExecuteScalarAsync(cancellationToken) is null
            ? null
            : await LinkRows.FindAsync(connection, id, cancellationToken);
    }

    private static async Task StoreAsync(
        NpgsqlConnection connection, LinkId id, Field field, Resolution resolution, AuditEntry entry, CancellationToken cancellationToken)
    {
        var store = AuditLog.Columns.Command(
            StoreResolution,
            entry,
            id.Value,
            field.Name,
            resolution.Winner.ToString(),
            StateJson.OfReading(field, resolution.Defender),
            StateJson.OfReading(field, resolution.Sentinel));
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(store);
        batch.BatchCommands.Add(Sql.Command("update link set dirty_seq = dirty_seq + 1 where id = $1", id.Value));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static HeldField View(Link link, Field field, HoldReason reason, Snapshot defender, Snapshot sentinel)
    {
        var (left, right) = (field.ToJson(defender.Incident[field]), field.ToJson(sentinel.Incident[field]));
        return new HeldField(
            $"{link.Id}:{field}",
            link.Id.Value,
            link.Connection,
            link.DefenderId?.Value,
            link.SentinelName.Value,
            field.Name,
            JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()),
            left,
            right,
            HeldField.VersionOf(left, right),
            null);
    }
}
