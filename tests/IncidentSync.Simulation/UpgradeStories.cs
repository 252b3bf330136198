using System.IO.Compression;
using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Simulation;

/// <summary>
/// An installation is upgraded, not reborn. Upgrade.json.gz is what version 5e5df1f left behind when its own stages had lived for an hour:
/// the rows of its tables and both portals' documents. Of eight incidents one has plain comments and one that was edited in Sentinel; one
/// has long ones, in parts; one a digest; one a comment in the shape of Microsoft's samples, and one without any time, which moved on; one
/// an author who was renamed and an app shown in two ways; one a comment that reached Defender unseen; and the last one that is only
/// announced.
/// </summary>
public sealed class UpgradeStories(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly string[] Tables = ["link", "snapshot", "base", "comment", "intent"];

    private readonly SmallWorld _world = new();

    [Fact]
    public async Task What_an_earlier_version_carried_is_not_carried_again_and_what_it_announced_is_sent_once()
    {
        await BeginAsync(withDatabase: true);
        ShouldPost("8");
        EditEveryIncident();
        ShouldPost("8");
    }

    [Fact]
    public async Task Nor_is_it_when_its_database_is_lost()
    {
        await BeginAsync(withDatabase: false);
        ShouldPost("8");
        EditEveryIncident();
        ShouldPost("8");
    }

    [Fact]
    public async Task Nor_is_it_when_the_database_is_lost_after_the_upgrade()
    {
        await BeginAsync(withDatabase: true);
        EditEveryIncident();
        _world.LoseDatabase();
        EditEveryIncident();
        ShouldPost("8");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_comment_of_every_incident_is_carried_once(bool withDatabase)
    {
        await BeginAsync(withDatabase);
        foreach (var incident in _world.Defender.All())
        {
            _world.Defender.AddComment(incident.Id, "Alice Smith", "", "Said after the upgrade.");
        }

        _world.Settle();
        foreach (var incident in _world.Defender.All())
        {
            _world.Sentinel.Comments(SmallWorld.TwinOf(incident.Id))
                .Count(comment => comment.Text.Contains("Said after the upgrade.")).ShouldBe(1, incident.Id.Value);
        }
    }

    private async Task BeginAsync(bool withDatabase)
    {
        var then = Read();
        _world.Time.Advance(DateTimeOffset.Parse(then["now"]!.GetValue<string>(), null) - _world.Time.GetUtcNow());
        foreach (var document in then["defender"]!.AsArray())
        {
            _world.Defender.Restore(document!.AsObject());
        }

        foreach (var incident in then["sentinel"]!.AsArray())
        {
            _world.Sentinel.Restore(incident!["incident"]!.AsObject(), incident["comments"]!.AsArray());
        }

        if (withDatabase)
        {
            foreach (var link in await LoadAsync(then["tables"]!.AsObject()))
            {
                _world.Store.Put(link);
            }
        }

        _world.Settle();
    }

    private async Task<IReadOnlyList<Link>> LoadAsync(JsonObject tables)
    {
        var database = migrated.Database;
        await database.EmptyAsync();
        await database.ExecuteAsync($"insert into connection (name) values ('{Sample.Connection}')");
        foreach (var table in Tables)
        {
            var columns = string.Join(", ", tables[table]![0]!.AsObject().Select(column => column.Key));
            await using var insert = database.DataSource.CreateCommand(
                $"insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, $1::json)");
            insert.Parameters.Add(new() { Value = tables[table]!.ToJsonString() });
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var links = new List<Link>();
        foreach (var row in tables["link"]!.AsArray())
        {
            var id = new LinkId(Guid.Parse(row!["id"]!.GetValue<string>()));
            links.Add((await LinkRows.FindAsync(connection, id, TestContext.Current.CancellationToken)).ShouldNotBeNull());
        }

        return links;
    }

    // Every snapshot is read anew, and every comment is called something.
    private void EditEveryIncident()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        foreach (var incident in _world.Defender.All())
        {
            _world.Defender.Set(incident.Id, AllFields.Title, new Seen<string>($"edited {_world.Time.GetUtcNow():HH:mm:ss}"));
        }

        _world.Settle();
    }

    private void ShouldPost(params string[] defenderIds) => _world.Trace.Where(line => line.EndsWith(" Comment"))
        .Select(line => line.Split(' ')[1]).ShouldBe(defenderIds.Select(id => SmallWorld.TwinOf(new(id)).Value));

    private static JsonNode Read()
    {
        using var file = typeof(UpgradeStories).Assembly.GetManifestResourceStream("Upgrade.json.gz")!;
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        return JsonNode.Parse(zip)!;
    }
}
