using Npgsql;

namespace IncidentSync.Service.Quotas;

/// <summary>What is used of every quota, for all replicas and connections together. The database's clock is the only one.</summary>
internal sealed class QuotaStore(NpgsqlDataSource dataSource)
{
    /// <summary>Takes one call; null when it may be sent, else when to ask again.</summary>
    /// <param name="key">Whose quota.</param>
    /// <param name="quota">How many calls it allows.</param>
    /// <param name="yields">The call leaves to others what is kept for them.</param>
    /// <param name="leftOver">How many calls are left by the portal's own word; null when it did not say of late.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public async Task<QuotaWait?> TakeAsync(string key, Quota quota, bool yields, int? leftOver, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select wait, is_blocked from take_call($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = quota.Calls });
        command.Parameters.Add(new() { Value = quota.Window });
        command.Parameters.Add(new() { Value = yields ? quota.Kept : 0 });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = leftOver });
        command.Parameters.Add(new() { Value = quota.Trust });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.IsDBNull(0) ? null : new QuotaWait(reader.GetTimeSpan(0), reader.GetBoolean(1));
    }

    /// <summary>The portal refused a call: nobody calls before it says, and where it does not say, before a growing while.</summary>
    /// <param name="key">Whose quota.</param>
    /// <param name="after">How long the portal asked to wait; null when it did not say.</param>
    /// <param name="spread">By chance from 0 to 1: how much of the growing while.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task BlockAsync(string key, TimeSpan? after, double spread, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select block_calls($1, $2, $3)");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan?> { TypedValue = after });
        command.Parameters.Add(new() { Value = spread });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What is used of these quotas now.</summary>
    public async Task<IReadOnlyDictionary<string, QuotaUse>> ReadAsync(
        IReadOnlyCollection<(string Key, TimeSpan Window)> quotas, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select meter, (select count(*)::int from unnest(taken) t where t > clock_timestamp() - per),
                (select count(*)::int from unnest(yielded) t where t > clock_timestamp() - per),
                case when blocked_until > clock_timestamp() then blocked_until end, distrusted_until > clock_timestamp()
            from quota join unnest($1, $2) as budget (key, per) on meter = key
            """);
        command.Parameters.Add(new() { Value = quotas.Select(quota => quota.Key).ToArray() });
        command.Parameters.Add(new() { Value = quotas.Select(quota => quota.Window).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var used = new Dictionary<string, QuotaUse>();
        while (await reader.ReadAsync(cancellationToken))
        {
            used[reader.GetString(0)] = new QuotaUse(
                reader.GetInt32(1),
                reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetBoolean(4));
        }

        return used;
    }
}
