using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>Tokens, kept as their SHA-256: any replica knows them.</summary>
internal sealed class TokenRows(NpgsqlConnection connection)
{
    // What expired long ago needs no words any more.
    private const string Add =
        """
        with old as (delete from siem_token where client_id = $2
            and expires_at < clock_timestamp() - case kind when 'refresh' then interval '30 days' else interval '0' end)
        insert into siem_token (hash, client_id, kind, expires_at) values ($1, $2, $3, clock_timestamp() + $4) returning expires_at
        """;

    /// <returns>When it ends.</returns>
    public async Task<DateTimeOffset> AddAsync(
        Guid client, string token, string kind, TimeSpan life, CancellationToken cancellationToken)
    {
        await using var add = new NpgsqlCommand(Add, connection);
        add.Parameters.AddRange(Sql.Parameters(OpaqueText.HashOf(token), client, kind, life));
        await using var reader = await add.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    /// <summary>When a client's refresh token ends, or ended; null when it is not the client's.</summary>
    public async Task<DateTimeOffset?> FindRefreshAsync(Guid client, string token, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(
            "select expires_at from siem_token where hash = $1 and client_id = $2 and kind = 'refresh'", connection);
        find.Parameters.AddRange(Sql.Parameters(OpaqueText.HashOf(token), client));
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }
}
