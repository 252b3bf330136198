using System.Data;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>
/// The clients that were made here, as the database has them. It is asked at every call, so a client that was made, renewed or disabled
/// anywhere is so on every replica at once.
/// </summary>
internal sealed class ClientRows(NpgsqlDataSource dataSource, SiemTerms terms)
{
    private const string Columns =
        """
        c.id, c.name, c.type, c.sources, c.made_at, c.disabled_at,
            array(select connection from siem_client_connection where client_id = c.id order by place) as connections,
            array(select expires_at from siem_secret where client_id = c.id order by made_at desc) as secrets,
            array(select expires_at from siem_token where client_id = c.id and kind = 'refresh' order by made_at desc) as refreshes
        """;

    /// <summary>Whether there is one that is not disabled.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select exists (select from siem_client where disabled_at is null and lower(name) <> all($1))");
        command.Parameters.AddRange(Sql.Parameters([Configured]));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>All of them, by name; those whose name the configuration has, too, are left out.</summary>
    public Task<IReadOnlyList<MadeClient>> ListAsync(CancellationToken cancellationToken) =>
        FindAsync("lower(c.name) <> all($1) order by lower(c.name)", cancellationToken, Configured);

    public async Task<MadeClient?> FindAsync(string name, CancellationToken cancellationToken) => terms.IsConfigured(name)
        ? null
        : (await FindAsync("lower(c.name) = lower($1)", cancellationToken, name)).FirstOrDefault();

    /// <summary>The client of an id and the hashes of the secrets that it ever had and still may name; null when there is none.</summary>
    public async Task<(SiemClient Client, IReadOnlyList<Secret> Secrets)?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindBelievedAsync("c.id = $1", cancellationToken, id) is not { } client)
        {
            return null;
        }

        await using var command = dataSource.CreateCommand("select hash, expires_at from siem_secret where client_id = $1");
        command.Parameters.AddRange(Sql.Parameters(id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var secrets = new List<Secret>();
        while (await reader.ReadAsync(cancellationToken))
        {
            secrets.Add(new Secret(reader.GetFieldValue<byte[]>("hash"), reader.GetFieldValue<DateTimeOffset>("expires_at")));
        }

        return (client, secrets);
    }

    /// <summary>Whose access token it is; null when it is nobody's, or its time is over.</summary>
    public Task<SiemClient?> FindByAccessAsync(string token, CancellationToken cancellationToken) => FindBelievedAsync(
        """
        c.id = (select client_id from siem_token where hash = $1 and kind = 'access' and expires_at > clock_timestamp())
        """,
        cancellationToken,
        OpaqueText.HashOf(token));

    private async Task<SiemClient?> FindBelievedAsync(string where, CancellationToken cancellationToken, object value) =>
        (await FindAsync($"c.disabled_at is null and {where}", cancellationToken, value)).FirstOrDefault()?.Client is { } client
            && !terms.IsConfigured(client.Name) ? client : null;

    private string[] Configured => [.. terms.Configured.Select(client => client.Name.ToLowerInvariant())];

    private async Task<IReadOnlyList<MadeClient>> FindAsync(string where, CancellationToken cancellationToken, object value)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from siem_client c where {where}");
        command.Parameters.AddRange(Sql.Parameters(value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var clients = new List<MadeClient>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var names = reader.GetFieldValue<string[]>("connections");
            clients.Add(new MadeClient(
                new SiemClient(
                    reader.GetGuid("id"),
                    reader.GetString("name"),
                    Enum.Parse<ClientType>(reader.GetString("type")),
                    terms.Named(names),
                    SiemTerms.SourcesOf(reader.GetFieldValue<string[]>("sources")),
                    IsConfigured: false),
                names,
                reader.GetFieldValue<DateTimeOffset>("made_at"),
                reader.IsDBNull("disabled_at") ? null : reader.GetFieldValue<DateTimeOffset>("disabled_at"),
                reader.GetFieldValue<DateTimeOffset[]>("secrets"),
                reader.GetFieldValue<DateTimeOffset[]>("refreshes")));
        }

        return clients;
    }
}

/// <summary>A client that was made here.</summary>
/// <param name="Client">The client.</param>
/// <param name="Connections">The names of all its connections, those that are no longer configured among them.</param>
/// <param name="MadeAt">When.</param>
/// <param name="DisabledAt">Since when it is not believed; null while it is.</param>
/// <param name="Secrets">When its secrets end, the newest secret first.</param>
/// <param name="Refreshes">When its refresh tokens end, the newest token first.</param>
internal sealed record MadeClient(
    SiemClient Client,
    IReadOnlyList<string> Connections,
    DateTimeOffset MadeAt,
    DateTimeOffset? DisabledAt,
    IReadOnlyList<DateTimeOffset> Secrets,
    IReadOnlyList<DateTimeOffset> Refreshes);

/// <summary>What is kept of a secret.</summary>
internal sealed record Secret(byte[] Hash, DateTimeOffset ExpiresAt);
