using System.Data;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Events;

/// <summary>One version of an alert, as Defender tells it.</summary>
internal sealed record StoredEvent(string Source, long Sequence, string Kind, DateTimeOffset ReceivedAt, byte[] Raw);

/// <summary>Events behind a position, and the position behind them.</summary>
/// <param name="Items">Of each source in the order of its sequence.</param>
/// <param name="Next">What to go on behind.</param>
/// <param name="Oldest">When the oldest event that is left came; null unless some were purged before they were given.</param>
internal sealed record EventPage(IReadOnlyList<StoredEvent> Items, EventPosition Next, DateTimeOffset? Oldest);

/// <summary>Reads events by their sequence, which is in the order of their commits: no clock is asked, and none is missed.</summary>
internal sealed class EventQuery(NpgsqlDataSource dataSource)
{
    /// <summary>A page ends before it holds more than this, unless it has one event only.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private const string Sources =
        """
        insert into alert_source (name) select name from unnest($1) as name order by name on conflict do nothing
        """;

    // Within one statement the sequence of a source and its events are of one moment.
    private const string Places =
        """
        select id, name, born, sequence, purged_sequence,
            (select min(received_at) from alert_event where source_id = id) as oldest
        from alert_source where name = any($1) order by id
        """;

    // The sources take turns, so that none waits for another.
    private const string Events =
        """
        with found as (
            select s.name, e.* from unnest($1, $2, $3) as s (id, name, behind) cross join lateral (
                select sequence, kind, received_at, raw, row_number() over (order by sequence) as turn from alert_event
                where source_id = s.id and sequence > s.behind
                    and (lower(service_source) = any($4) or ($5 and lower(service_source) <> 'microsoftsentinel'))
                order by sequence limit $6) e),
            summed as (
                select *, row_number() over turns as place, sum(octet_length(raw)) over turns as bytes from found
                window turns as (order by turn, name))
        select name, sequence, kind, received_at, raw from summed where place = 1 or (place <= $6 and bytes <= $7) order by place
        """;

    public async Task<EventPage> ReadAsync(
        string[] sources, SourceFilter filter, EventPosition after, int top, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using (var known = new NpgsqlCommand(Sources, connection))
        {
            known.Parameters.AddRange(Sql.Parameters([sources]));
            await known.ExecuteNonQueryAsync(cancellationToken);
        }

        var places = await PlacesAsync(connection, sources, after, cancellationToken);
        await using var command = new NpgsqlCommand(Events, connection);
        command.Parameters.AddRange(Sql.Parameters(
            places.Select(place => place.Id).ToArray(),
            places.Select(place => place.Name).ToArray(),
            places.Select(place => place.Behind).ToArray(),
            filter.Names.Select(name => name.ToLowerInvariant()).ToArray(),
            filter.Names.Contains("*"),
            top,
            (long)MostBytes));
        var items = new List<StoredEvent>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                items.Add(new StoredEvent(
                    reader.GetString("name"),
                    reader.GetInt64("sequence"),
                    reader.GetString("kind"),
                    reader.GetFieldValue<DateTimeOffset>("received_at"),
                    reader.GetFieldValue<byte[]>(4)));
            }
        }

        var next = places.ToDictionary(place => place.Born, place => NextOf(place, items));
        var lost = places.Where(place => place.Behind > 0 && place.Behind < place.Purged).Select(place => place.Oldest).Max();
        return new EventPage(items, new EventPosition(next), lost);
    }

    // A page with nothing in it was not cut: what the filter hides is passed for good.
    private static long NextOf(Place place, List<StoredEvent> items) => items.Count == 0
        ? place.Sequence
        : items.Where(item => item.Source == place.Name).Select(item => item.Sequence).LastOrDefault(place.Behind);

    private static async Task<List<Place>> PlacesAsync(
        NpgsqlConnection connection, string[] sources, EventPosition after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Places, connection);
        command.Parameters.AddRange(Sql.Parameters([sources]));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var places = new List<Place>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var born = reader.GetGuid("born");
            places.Add(new Place(
                reader.GetInt32("id"), reader.GetString("name"), born, after.Sequences.GetValueOrDefault(born),
                reader.GetInt64("sequence"), reader.GetInt64("purged_sequence"),
                reader.IsDBNull("oldest") ? null : reader.GetFieldValue<DateTimeOffset>("oldest")));
        }

        return places;
    }

    private sealed record Place(int Id, string Name, Guid Born, long Behind, long Sequence, long Purged, DateTimeOffset? Oldest);
}
