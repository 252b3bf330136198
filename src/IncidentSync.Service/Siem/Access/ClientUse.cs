using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Access;

/// <summary>How many calls of a client were answered in the last minute and hour, counted by the second for all replicas together.</summary>
internal sealed class ClientUse(NpgsqlDataSource dataSource)
{
    // A call counts for the second that it is made in and for the 60, or 3,600, that follow.
    private const string Take =
        """
        with clock as (select floor(extract(epoch from statement_timestamp()))::bigint as now),
            used as (
                select coalesce(sum(calls) filter (where slot >= now - 60), 0) as minute, coalesce(sum(calls), 0) as hour,
                    min(slot) filter (where slot >= now - 60) as minute_from, min(slot) as hour_from
                from clock left join siem_use on client = $1 and slot >= now - 3600),
            taken as (
                insert into siem_use (client, slot, calls) select $1, now, 1 from clock, used where minute < $2 and hour < $3
                on conflict (client, slot) do update set calls = siem_use.calls + 1
                returning 1)
        select case when exists (select from taken) then 0
            else greatest(1, case when hour >= $3 then hour_from + 3601 else minute_from + 61 end - now) end
        from clock, used
        """;

    /// <summary>Counts a call.</summary>
    /// <returns>How long to wait, when it is one too many: then it is not counted.</returns>
    public async Task<TimeSpan?> TakeAsync(string client, int perMinute, int perHour, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Take);
        command.Parameters.AddRange(Sql.Parameters(client.ToLowerInvariant(), perMinute, perHour));
        var seconds = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
    }

    /// <summary>Forgets what counts no more.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "delete from siem_use where slot < floor(extract(epoch from statement_timestamp()))::bigint - 3600");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
