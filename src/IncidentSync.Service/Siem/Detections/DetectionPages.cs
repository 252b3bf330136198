using System.Runtime.CompilerServices;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Detections;

/// <summary>Reads the detections of an answer by pages, oldest first. Between two pages nothing is held in the database.</summary>
internal sealed class DetectionPages(NpgsqlDataSource dataSource)
{
    private const int Rows = 500;

    // $1 ids, $2 since, $3 until, $4 sources, $5 all but those of a workspace, $6 groups, $7 and $8 tags
    private const string Asked =
        """
        processed_ticks < $3
            and (lower(service_source) = any($4) or ($5 and lower(service_source) <> 'microsoftsentinel'))
            and (cardinality($6) = 0 or lower(machine_group) = any(array(select lower(name) from unnest($6) as name)))
            and (cardinality($7) = 0 or exists (
                select from unnest(tags) as tag where lower(tag) = any(array(select lower(name) from unnest($7) as name))))
            and (cardinality($8) = 0 or exists (
                select from unnest(tags) as tag where lower(tag) = any(array(select lower(name) from unnest($8) as name))))
        """;

    private const string Page =
        $"""
        select d.processed_ticks, s.id, d.body from unnest($1) as s (id) cross join lateral (
            select processed_ticks, body from detection
            where source_id = s.id and processed_ticks >= greatest($2, $9) and (processed_ticks, s.id) > ($9, $10) and {Asked}
            order by processed_ticks limit $11) d
        order by 1, 2 limit $11
        """;

    // The same for one source, in the order of its key: nothing is sorted.
    private const string PageOfOne =
        $"""
        select processed_ticks, source_id, body from detection
        where source_id = ($1::int[])[1] and processed_ticks >= greatest($2, $9) and (processed_ticks, source_id) > ($9, $10) and {Asked}
        order by processed_ticks limit $11
        """;

    // The place before the newest so many.
    private const string Newest =
        $"""
        select d.processed_ticks, s.id from unnest($1) as s (id) cross join lateral (
            select processed_ticks from detection where source_id = s.id and processed_ticks >= $2 and {Asked}
            order by processed_ticks desc limit case when $9 < 9223372036854775807 then $9 + 1 end) d
        order by 1 desc, 2 desc offset $9 limit 1
        """;

    public async IAsyncEnumerable<IReadOnlyList<byte[]>> ReadAsync(
        DetectionBound bound, DetectionRange range, SourceFilter sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        object[] asked =
        [
            bound.SourceIds, bound.Since, bound.Until,
            sources.Names.Select(name => name.ToLowerInvariant()).ToArray(), sources.Names.Contains("*"),
            range.Groups.ToArray(), TagsAt(0), TagsAt(1),
        ];
        var place = range.Limit is { } limit ? await NewestAsync([.. asked, limit], cancellationToken) : (Ticks: long.MinValue, Id: 0);
        while (true)
        {
            var bodies = new List<byte[]>(Rows);
            await using (var command = dataSource.CreateCommand(bound.SourceIds.Length == 1 ? PageOfOne : Page))
            {
                command.Parameters.AddRange(Sql.Parameters([.. asked, place.Ticks, place.Id, Rows]));
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    place = (reader.GetInt64(0), reader.GetInt32(1));
                    bodies.Add(reader.GetFieldValue<byte[]>(2));
                }
            }

            yield return bodies;
            if (bodies.Count < Rows)
            {
                yield break;
            }
        }

        string[] TagsAt(int index) => [.. range.Tags.ElementAtOrDefault(index) ?? []];
    }

    private async Task<(long Ticks, int Id)> NewestAsync(object[] asked, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Newest);
        command.Parameters.AddRange(Sql.Parameters(asked));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetInt32(1)) : (long.MinValue, 0);
    }
}
