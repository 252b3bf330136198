using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>One number of the backlog in the store.</summary>
internal enum BacklogKind
{
    /// <summary>Links that a stage could take now.</summary>
    Due,

    /// <summary>How many seconds the longest waiting of them has been due.</summary>
    OldestDue,

    /// <summary>Links that a worker holds.</summary>
    InFlight,

    /// <summary>Links that keep failing, by reason.</summary>
    Quarantined,

    /// <summary>Held fields and links, by field and reason.</summary>
    Held,

    /// <summary>Announced writes that are not settled, by portal.</summary>
    OpenIntents,

    /// <summary>Those of them that may have been sent, and got no answer.</summary>
    DoubtfulIntents,

    /// <summary>1 when the connection's brake is on.</summary>
    Brake,

    /// <summary>Pairs that differed without a reason when they were last compared.</summary>
    SweepDivergent,

    /// <summary>Seconds since a whole comparison ended, of what is open or of what was closed lately; the later portal counts.</summary>
    SweepAge,
}

/// <summary>One number of a kind.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Part">The field, the portal or the kind of sweep; empty where there is none.</param>
/// <param name="Reason">Why they wait; empty where there is no reason to show.</param>
/// <param name="Value">How many, or how long.</param>
internal sealed record BacklogRow(BacklogKind Kind, string Connection, string Part, string Reason, double Value);

/// <summary>
/// Reads the whole backlog in one query. Everything that waits is dirty or has intents, is held, or is braked, and each of these has an
/// index, so the query does not touch links without work, however many there are. The age of a sweep counts from the end of the last one,
/// or else from when the connection was first read.
/// </summary>
internal sealed class BacklogRows(NpgsqlDataSource dataSource)
{
    private const string All =
        """
        with waiting as materialized (
            select connection, attempts, last_error, obstacle, not_before, lease_until > clock_timestamp() as taken,
                not_before <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp()) as due
            from link where dirty_seq > done_seq or open_intents)
        select 'Due', connection, '', '', (count(*) filter (where due))::float8 from waiting group by connection
        union all select 'OldestDue', connection, '', '',
            coalesce(extract(epoch from clock_timestamp() - min(not_before) filter (where due)), 0)::float8 from waiting group by connection
        union all select 'InFlight', connection, '', '', (count(*) filter (where taken))::float8 from waiting group by connection
        union all select 'Quarantined', connection, '', reason, count(*)::float8
            from (select connection, case when obstacle <> '' then lower(obstacle)
                when last_error = '' or last_error like 'contested%' then 'contested' else 'failing' end as reason
                from waiting where attempts >= $1) failing
            group by connection, reason
        union all select 'Held', connection, key, value, count(*)::float8
            from link, jsonb_each_text(held::jsonb) where held <> '{}' group by connection, key, value
        union all select 'OpenIntents', connection, portal, '', count(*)::float8
            from intent join link on link.id = link_id group by connection, portal
        union all select 'DoubtfulIntents', connection, portal, '', count(*)::float8
            from intent join link on link.id = link_id where sent group by connection, portal
        union all select 'Brake', connection, '', '', (engaged_at is not null)::int::float8 from brake
        union all select 'SweepDivergent', connection, '', '', sum(divergent)::float8 from listing group by connection
        union all select 'SweepAge', connection, case kind when 'OpenSweep' then 'open' else 'closed' end, '',
            extract(epoch from clock_timestamp() - min(due_from))::float8
            from listing where kind <> 'Backfill' group by connection, kind
        """;

    /// <param name="quarantine">The number of failures in a row that makes a quarantine.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<IReadOnlyList<BacklogRow>> ReadAsync(int quarantine, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(All);
        command.Parameters.Add(new() { Value = quarantine });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<BacklogRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new BacklogRow(
                Enum.Parse<BacklogKind>(reader.GetString(0)),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetDouble(4)));
        }

        return rows;
    }
}
