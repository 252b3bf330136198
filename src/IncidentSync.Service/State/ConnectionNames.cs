using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// Binds each name in the configuration to its pair of portals. State is stored under the name, so a name that suddenly means another
/// tenant or workspace would join unrelated incidents.
/// </summary>
/// <remarks>
/// <code>
/// | the pair of portals is known | the name is known       | then                                   |
/// |------------------------------|-------------------------|----------------------------------------|
/// | under this name              |                         | nothing                                |
/// | under another name           | no                      | renamed, with all its state            |
/// | under another name           | for another pair        | an error                               |
/// | no                           | for another pair        | an error                               |
/// | no                           | no, or for none yet     | the name is the pair's from now on     |
/// </code>
/// </remarks>
internal sealed class ConnectionNames(NpgsqlDataSource dataSource)
{
    private const string Rename =
        "update connection set name = $1 where identity = $2 and not exists (select from connection where name = $1)";

    private const string Identify =
        """
        update connection set identity = $2
        where name = $1 and identity is null and not exists (select from connection where identity = $2)
        """;

    /// <summary>Claims every name. Returns the errors; if there are any, nothing changes.</summary>
    public async Task<IReadOnlyList<string>> ClaimAsync(
        IEnumerable<(string Name, LinkIdentity Identity)> connections, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var errors = new List<string>();
        foreach (var (name, identity) in connections)
        {
            if (!await ClaimAsync(connection, name, TextOf(identity), cancellationToken))
            {
                errors.Add(
                    $"The connection '{name}' named another tenant or workspace before, whose state the database keeps; "
                    + "give the new pair a new name.");
            }
        }

        if (errors.Count == 0)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return errors;
    }

    private static async Task<bool> ClaimAsync(
        NpgsqlConnection connection, string name, string identity, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(Rename, name, identity),
                Sql.Command("insert into connection (name) values ($1) on conflict do nothing", name),
                Sql.Command(Identify, name, identity),
                Sql.Command("select identity from connection where name = $1", name),
            },
        };
        return await batch.ExecuteScalarAsync(cancellationToken) as string == identity;
    }

    private static string TextOf(LinkIdentity identity) =>
        string.Join('/', identity.DefenderTenant, identity.Subscription, identity.ResourceGroup, identity.Workspace).ToLowerInvariant();
}
