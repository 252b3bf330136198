using System.Data;
using IncidentSync.Service.State;
using IncidentSync.Service.Stream;
using Npgsql;

namespace IncidentSync.Service.Admin.Links;

/// <summary>The alerts of a link's incident in Defender, as far as its connection streams them.</summary>
/// <param name="Known">Alerts that the feed has read.</param>
/// <param name="Unsent">Those of them whose newest version the table of alerts has not been given.</param>
/// <param name="Refused">Those of them of which the workspace refused a row.</param>
/// <param name="Comment">The comment at the twin: none, due, written, or theirs when a person edited or deleted it.</param>
internal sealed record AlertCounts(long Known, long Unsent, long Refused, string Comment)
{
    private const string Count =
        """
        select count(*) as known,
            count(*) filter (where a.sequence > coalesce(c.sequence, 0) or o.id is not null) as unsent,
            count(*) filter (where exists (
                select 1 from stream_refused r where r.connection = l.connection and r.alert_id = a.alert_id)) as refused,
            coalesce(max(case when t.is_theirs then 'theirs' when t.is_due then 'due' when t.digest <> '' then 'written' end), 'none')
                as comment
        from link l
        join stream_scope s on s.connection = l.connection
        join alert a on a.source_id = s.source_id and a.incident_id = l.defender_id
        left join consumer c on c.name = $2 || l.connection and c.source_id = s.source_id and c.part = 'alerts'
        left join stream_owed o on o.connection = l.connection and o.part = 'alerts' and o.alert_id = a.alert_id
        left join twin_comment t on t.link_id = l.id
        where l.id = $1
        having exists (select 1 from link l join stream_scope s on s.connection = l.connection where l.id = $1)
        """;

    /// <returns>Null when the link's connection streams nothing.</returns>
    public static async Task<AlertCounts?> FindAsync(NpgsqlConnection connection, Guid link, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Count, connection);
        command.Parameters.AddRange(Sql.Parameters(link, StreamTarget.ConsumerOf("")));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new AlertCounts(
                reader.GetInt64("known"), reader.GetInt64("unsent"), reader.GetInt64("refused"), reader.GetString("comment"))
            : null;
    }
}
