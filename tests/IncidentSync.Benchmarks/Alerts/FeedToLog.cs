using System.Text.Json;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>The feed into the log, against a loop that lists the same pages and inserts each row as it came.</summary>
internal sealed class FeedToLog(Scene scene, BareClient http) : IContest
{
    // As the service pages: of so many rows, one of them the last of the page before, and so deep.
    private const int Rows = 100;
    private const int Deepest = 5_000;

    public string What => "feed to log";

    public double Target => 0.5;

    public async Task RewindAsync()
    {
        await scene.Database.ExecuteAsync(
            """
            truncate alert_source, alert_gap, alert_unreadable, alert, alert_event, detection, consumer, stream_owed, stream_scope cascade;
            create table if not exists bare_alert (id text, raw text);
            grant all on bare_alert to public;
            truncate bare_alert
            """);
    }

    public Task<long> OursAsync() => scene.ReadFeedAsync();

    public async Task<long> BareAsync()
    {
        var since = Stamp.Of(DateTimeOffset.UtcNow - scene.Source.Timing.Backfill);
        var (until, skip, isFirst) = ("", 0, true);
        while (true)
        {
            var filter = $"lastUpdateDateTime ge {since}" + (until.Length > 0 ? $" and lastUpdateDateTime le {until}" : "");
            using var page = JsonDocument.Parse(await http.GetAsync(
                $"{scene.Simulator.GraphEndpoint}/security/alerts_v2?$filter={Uri.EscapeDataString(filter)}&$top={Rows}&$skip={skip}"));
            var rows = page.RootElement.GetProperty("value").EnumerateArray().ToList();
            await InsertAsync([.. rows.Skip(isFirst ? 0 : 1)]);
            if (rows.Count < Rows)
            {
                return await scene.CountAsync("bare_alert");
            }

            skip += Rows - 1;
            (until, skip) = skip > Deepest ? (UpdatedOf(rows[^1]), 0) : (until.Length > 0 ? until : UpdatedOf(rows[0]), skip);
            isFirst = false;
        }
    }

    private async Task InsertAsync(JsonElement[] rows)
    {
        await using var command = scene.DataSource.CreateCommand("insert into bare_alert (id, raw) select * from unnest($1, $2)");
        command.Parameters.AddRange(Sql.Parameters(
            rows.Select(row => row.GetProperty("id").GetString()!).ToArray(), rows.Select(row => row.GetRawText()).ToArray()));
        await command.ExecuteNonQueryAsync();
    }

    private static string UpdatedOf(JsonElement row) => row.GetProperty("lastUpdateDateTime").GetString()!;
}
