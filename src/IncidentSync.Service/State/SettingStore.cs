using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>What the service decides once and keeps, the same for every replica.</summary>
internal sealed class SettingStore(NpgsqlDataSource dataSource)
{
    /// <summary>The value of a setting; <paramref name="made"/> becomes it when there is none. The flag tells which it was.</summary>
    public async Task<(string Value, bool Made)> GetOrAddAsync(string name, string made, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(
            LinkStatements.Command("insert into setting (name, value) values ($1, $2) on conflict do nothing", name, made));
        batch.BatchCommands.Add(LinkStatements.Command("select value from setting where name = $1", name));
        var value = (string)(await batch.ExecuteScalarAsync(cancellationToken))!;
        return (value, value == made);
    }
}
