using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>The cursor of a source, and the ranges that are still to be read behind it.</summary>
internal static class AlertRanges
{
    // A row that could not be read is asked for again this often: it may have been the portal's bad day.
    private const string Again = "interval '1 hour'";

    public static IEnumerable<NpgsqlBatchCommand> Statements(AlertCommit commit)
    {
        if (commit.Cursor is { } cursor)
        {
            yield return Sql.Command(
                "update alert_source set cursor_ticks = greatest(cursor_ticks, $2) where id = $1", commit.SourceId, cursor.Ticks);
        }

        if (commit.Leapt is { Until: { } until } leapt)
        {
            yield return Sql.Command(
                "insert into alert_gap (source_id, since_ticks, until_ticks) values ($1, $2, $3) on conflict do nothing",
                commit.SourceId,
                leapt.Since.Ticks,
                until.Ticks);
        }

        if (commit.Was is { } was && (commit.Left is null || commit.Left.Until < was.Until || was.IsHidden))
        {
            yield return Narrow(commit, was);
        }

        if (commit.Hidden is { } hidden)
        {
            yield return Sql.Command(
                $"""
                insert into alert_unreadable (source_id, since_ticks, until_ticks, due) values ($1, $2, $3, clock_timestamp() + {Again})
                on conflict (source_id, since_ticks, until_ticks) do update set due = excluded.due
                """,
                commit.SourceId,
                hidden.Since.Ticks,
                hidden.Until.Ticks);
        }
    }

    private static NpgsqlBatchCommand Narrow(AlertCommit commit, AlertRange was)
    {
        return (was.IsHidden, commit.Left) switch
        {
            (true, null) => Of("delete from alert_unreadable where source_id = $1 and since_ticks = $2 and until_ticks = $3"),
            (true, _) => Of(
                $"""
                update alert_unreadable set due = clock_timestamp() + {Again}
                where source_id = $1 and since_ticks = $2 and until_ticks = $3
                """),
            (false, null) => Of("delete from alert_gap where source_id = $1 and since_ticks = $2 and until_ticks = $3"),
            (false, { } left) => Of(
                "update alert_gap set until_ticks = $4 where source_id = $1 and since_ticks = $2 and until_ticks = $3", left.Until.Ticks),
        };

        NpgsqlBatchCommand Of(string sql, params ReadOnlySpan<object> others) =>
            Sql.Command(sql, [commit.SourceId, was.Since.Ticks, was.Until.Ticks, .. others]);
    }
}
