using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.Admin.Links;

/// <summary>How many links wait for the same obstacle.</summary>
/// <param name="Connection">Their connection.</param>
/// <param name="Obstacle">What a portal has against them.</param>
/// <param name="Links">How many they are.</param>
/// <param name="Link">The one that failed most often: one to look at.</param>
internal sealed record ObstacleCount(string Connection, Obstacle Obstacle, long Links, LinkId Link);

/// <summary>The links that wait because a portal forbids or refuses what they need.</summary>
internal sealed class ObstacleQuery(NpgsqlDataSource dataSource)
{
    // What does not wait is not looked at: there is an index of what does.
    private const string Count =
        """
        select connection, obstacle, obstacle_code, count(*), (array_agg(id order by attempts desc, id))[1] from link
        where (dirty_seq > done_seq or open_intents) and obstacle <> ''
        group by connection, obstacle, obstacle_code order by connection, obstacle, obstacle_code
        """;

    /// <summary>How many there are, by connection and obstacle.</summary>
    public async Task<IReadOnlyList<ObstacleCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<ObstacleCount>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var obstacle = new Obstacle(Enum.Parse<ObstacleKind>(reader.GetString(1)), reader.GetString(2));
            counts.Add(new(reader.GetString(0), obstacle, reader.GetInt64(3), new LinkId(reader.GetGuid(4))));
        }

        return counts;
    }
}
