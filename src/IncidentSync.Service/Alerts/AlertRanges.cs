using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>The cursor of a source, and the ranges that are still to be read behind it.</summary>
internal static class AlertRanges
{
    // A row that could not be read is asked for again this often: it may have been the portal's bad day.
    private const string Again = "interval '1 hour'";

    private const string Gap =
        "insert into alert_gap (source_id, since_ticks, until_ticks) values ($1, $2, $3) on conflict do nothing";

    public static IEnumerable<NpgsqlBatchCommand> Statements(AlertCommit commit)
    {
        if (commit.Cursor is { } cursor)
        {
            yield return Sql.Command(
                "update alert_source set cursor_ticks = greatest(cursor_ticks, $2) where id = $1", commit.SourceId, cursor.Ticks);
        }

        if (commit.Leapt is { Until: { } until } leapt)
        {
            yield return Of(commit, new AlertRange(leapt.Since, until), Gap);
        }

        if (commit.Was is { IsHidden: true } hides)
        {
            yield return Of(commit, hides, commit.Left is null
                ? "delete from alert_unreadable where source_id = $1 and since_ticks = $2 and until_ticks = $3"
                : $"""
                  update alert_unreadable set due = clock_timestamp() + {Again}
                  where source_id = $1 and since_ticks = $2 and until_ticks = $3
                  """);
        }
        else if (commit.Was is { } was && !(commit.Left?.Until >= was.Until))
        {
            yield return Of(commit, was, "delete from alert_gap where source_id = $1 and since_ticks = $2 and until_ticks = $3");
            if (commit.Left is { } left)
            {
                yield return Of(commit, left, Gap);
            }
        }

        if (commit.Hidden is { } hidden)
        {
            // What is seen of one row differs from read to read, as its neighbours do: ranges that overlap are one.
            yield return Of(
                commit,
                hidden,
                $"""
                with known as (
                    delete from alert_unreadable where source_id = $1 and since_ticks <= $3 and until_ticks >= $2
                    returning since_ticks, until_ticks, due)
                insert into alert_unreadable (source_id, since_ticks, until_ticks, due)
                select $1, least($2, min(since_ticks)), greatest($3, max(until_ticks)), coalesce(min(due), clock_timestamp() + {Again})
                from known
                """);
        }
    }

    private static NpgsqlBatchCommand Of(AlertCommit commit, AlertRange range, string sql) =>
        Sql.Command(sql, commit.SourceId, range.Since.Ticks, range.Until.Ticks);
}
