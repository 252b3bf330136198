using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>Settings that the service makes once and keeps for all replicas.</summary>
internal sealed class SettingStore(NpgsqlDataSource dataSource)
{
    /// <summary>The value of a setting; <paramref name="made"/> becomes it when there is none. The flag says whether it was made.</summary>
    public async Task<(string Value, bool Made)> GetOrAddAsync(string name, string made, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(
            Sql.Command("insert into setting (name, value) values ($1, $2) on conflict do nothing", name, made));
        batch.BatchCommands.Add(Sql.Command("select value from setting where name = $1", name));
        var value = (string)(await batch.ExecuteScalarAsync(cancellationToken))!;
        return (value, value == made);
    }

    /// <summary>The settings whose name has this prefix.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> FindAsync(string prefix, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select name, value from setting where starts_with(name, $1) order by name");
        command.Parameters.Add(new() { Value = prefix });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }

    /// <summary>Replaces the value of a setting, unless another replica did meanwhile.</summary>
    public async Task ReplaceAsync(string name, string was, string becomes, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update setting set value = $3 where name = $1 and value = $2");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = was });
        command.Parameters.Add(new() { Value = becomes });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
