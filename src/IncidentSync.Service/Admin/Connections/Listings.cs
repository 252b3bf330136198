using IncidentSync.Core.Links;
using Npgsql;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>How far the lists are that are read whole, as the store says.</summary>
internal sealed class Listings(NpgsqlDataSource dataSource)
{
    private const string All =
        """
        select connection, portal, kind, since_ticks is not null, read, divergent, finished_at,
            extract(epoch from clock_timestamp() - started_at)::float8,
            case when span_ticks > 0 and until_ticks is not null then 1 - (until_ticks - since_ticks)::float8 / span_ticks else 1 end
        from listing where connection = any($1)
        """;

    /// <summary>The lists of these connections.</summary>
    public async Task<ILookup<string, ListingRow>> FindAsync(IReadOnlyCollection<string> connections, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(All);
        command.Parameters.Add(new() { Value = connections.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ListingRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ListingRow(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetBoolean(3),
                reader.GetInt32(4),
                reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                new ListingProgress(TimeSpan.FromSeconds(reader.IsDBNull(7) ? 0 : reader.GetDouble(7)), reader.GetDouble(8))));
        }

        return rows.ToLookup(row => row.Connection);
    }
}

/// <summary>One list.</summary>
internal sealed record ListingRow(
    string Connection,
    string Portal,
    string Kind,
    bool IsOpen,
    int Read,
    int Divergent,
    DateTimeOffset? FinishedAt,
    ListingProgress Progress)
{
    /// <summary>How far the backfill of a portal is; null when nothing is left of it.</summary>
    public static BackfillView? BackfillOf(IEnumerable<ListingRow> rows, Core.Values.Portal portal) =>
        rows.Where(row => row.Portal == portal.ToString())
            .FirstOrDefault(row => row is { Kind: nameof(ListingKind.Backfill), IsOpen: true }) is { } row
            ? new BackfillView(row.Read, row.Progress.Rate(row.Read), row.Progress.Left?.TotalSeconds)
            : null;

    /// <summary>What the last sweeps said; a sweep is whole when both portals were listed.</summary>
    public static SweepView SweepOf(IReadOnlyCollection<ListingRow> rows)
    {
        return new SweepView(Finished(ListingKind.OpenSweep), Finished(ListingKind.ClosedSweep), rows.Sum(row => row.Divergent));

        DateTimeOffset? Finished(ListingKind kind)
        {
            var both = rows.Where(row => row.Kind == kind.ToString()).Select(row => row.FinishedAt).ToList();
            return both.Count == 2 && both.All(at => at is not null) ? both.Min() : null;
        }
    }
}
