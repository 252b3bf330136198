using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>Makes, renews and disables clients. The audit row of each is written in the same transaction.</summary>
internal sealed class ClientChanges(NpgsqlDataSource dataSource, SiemTerms terms)
{
    /// <summary>How long a secret lives on when there is a newer one.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    // The name of a disabled client may be used again; nothing of the former client is left then.
    private const string Add =
        """
        insert into siem_client (name, type, sources) values ($1, $2, $3) on conflict do nothing returning id
        """;

    private const string Forget = "delete from siem_client where lower(name) = lower($1) and disabled_at is not null";

    // The oldest go: two refresh tokens live at most.
    private const string KeepTwo =
        """
        delete from siem_token where hash in (
            select hash from siem_token where client_id = $1 and kind = 'refresh' order by made_at desc offset 2)
        """;

    /// <summary>Makes a client with its first secret.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="entry">The audit row.</param>
    /// <param name="before">Done before it is committed, and then it must be undone by whoever did it if this fails.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when the name is in use.</returns>
    public Task<ShownSecret?> MakeAsync(
        NewClient wanted, AuditEntry entry, Func<ShownSecret, Task> before, CancellationToken cancellationToken) =>
        InTransactionAsync(entry, before, async connection =>
        {
            await RunAsync(connection, cancellationToken, Sql.Command(Forget, wanted.Name));
            await using var add = new NpgsqlCommand(Add, connection);
            add.Parameters.AddRange(Sql.Parameters(wanted.Name, $"{wanted.Type}", wanted.Sources.ToArray()));
            if (terms.IsConfigured(wanted.Name) || await add.ExecuteScalarAsync(cancellationToken) is not Guid id)
            {
                return null;
            }

            foreach (var (place, name) in wanted.Connections.Select(connection => connection.Name).Index())
            {
                await RunAsync(
                    connection,
                    cancellationToken,
                    Sql.Command("insert into connection (name) values ($1) on conflict do nothing", name),
                    Sql.Command(
                        "insert into siem_client_connection (client_id, connection, place) values ($1, $2, $3) on conflict do nothing",
                        id, name, place));
            }

            var client = new SiemClient(
                id, wanted.Name, wanted.Type, wanted.Connections, SiemTerms.SourcesOf([.. wanted.Sources]), IsConfigured: false);
            return await SecretAsync(connection, client, cancellationToken);
        }, cancellationToken);

    /// <summary>Gives a client a new secret; the one before is good for a day more.</summary>
    /// <returns>Null when it is disabled.</returns>
    public Task<ShownSecret?> RenewSecretAsync(
        SiemClient client, AuditEntry entry, Func<ShownSecret, Task> before, CancellationToken cancellationToken) =>
        InTransactionAsync(
            entry,
            before,
            async connection => await LockAsync(connection, client, cancellationToken)
                ? await SecretAsync(connection, client, cancellationToken) : null,
            cancellationToken);

    /// <summary>Gives a client a new pair of tokens, beside the pair before.</summary>
    /// <returns>Null when it is disabled.</returns>
    public Task<ShownTokens?> MakeTokensAsync(
        SiemClient client, AuditEntry entry, Func<ShownTokens, Task> before, CancellationToken cancellationToken) =>
        InTransactionAsync(entry, before, async connection =>
        {
            if (!await LockAsync(connection, client, cancellationToken))
            {
                return null;
            }

            var (access, refresh) = (OpaqueText.Make(), OpaqueText.Make());
            var accessEnds = await new TokenRows(connection).AddAsync(client.Id, access, "access", terms.Api.AccessTokenLife, cancellationToken);
            var ends = await new TokenRows(connection).AddAsync(client.Id, refresh, "refresh", terms.Api.RefreshTokenLife, cancellationToken);
            await RunAsync(connection, cancellationToken, Sql.Command(KeepTwo, client.Id));
            return new ShownTokens(client, access, accessEnds, refresh, ends);
        }, cancellationToken);

    /// <summary>Nothing of the client is believed from now on.</summary>
    public Task DisableAsync(SiemClient client, AuditEntry entry, CancellationToken cancellationToken) =>
        InTransactionAsync<SiemClient>(entry, _ => Task.CompletedTask, async connection =>
        {
            await RunAsync(
                connection,
                cancellationToken,
                Sql.Command("update siem_client set disabled_at = coalesce(disabled_at, clock_timestamp()) where id = $1", client.Id),
                Sql.Command("delete from siem_token where client_id = $1", client.Id));
            return client;
        }, cancellationToken);

    private async Task<ShownSecret> SecretAsync(NpgsqlConnection connection, SiemClient client, CancellationToken cancellationToken)
    {
        var secret = OpaqueText.Make();
        await RunAsync(connection, cancellationToken, Sql.Command(
            "update siem_secret set expires_at = least(expires_at, clock_timestamp() + $2) where client_id = $1", client.Id, Grace));
        await using var add = new NpgsqlCommand(
            "insert into siem_secret (hash, client_id, expires_at) values ($1, $2, clock_timestamp() + $3) returning expires_at", connection);
        add.Parameters.AddRange(Sql.Parameters(OpaqueText.HashOf(secret), client.Id, terms.Api.SecretLife));
        await using var reader = await add.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ShownSecret(client, secret, reader.GetFieldValue<DateTimeOffset>(0));
    }

    private async Task<T?> InTransactionAsync<T>(
        AuditEntry entry, Func<T, Task> before, Func<NpgsqlConnection, Task<T?>> change, CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await change(connection) is not { } made)
        {
            return null;
        }

        await RunAsync(connection, cancellationToken, AuditLog.Columns.Command(AuditLog.Insert, entry));
        await before(made);
        await transaction.CommitAsync(cancellationToken);
        return made;
    }

    private static async Task<bool> LockAsync(NpgsqlConnection connection, SiemClient client, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select id from siem_client where id = $1 and disabled_at is null for update", connection);
        command.Parameters.AddRange(Sql.Parameters(client.Id));
        return await command.ExecuteScalarAsync(cancellationToken) is Guid;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken, params NpgsqlBatchCommand[] commands)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
