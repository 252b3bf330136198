using System.Diagnostics;
using System.Globalization;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>
/// How long an edit takes to the other portal, and what it costs there: while alerts come, with the stream off and on by turns.
/// </summary>
internal sealed class IncidentsBeside(PostgresFixture postgres)
{
    private const int Edits = 40;
    private const int Pairs = 8;
    private const double Most = 1.1;

    private static readonly TimeSpan BetweenAlerts = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Asked = [Operations.IncidentsGet, Operations.IncidentsPatch, Operations.IncidentsPut];

    private readonly Dictionary<bool, List<TimeSpan>> _times = new() { [false] = [], [true] = [] };
    private readonly Dictionary<bool, long> _calls = new() { [false] = 0, [true] = 0 };

    /// <returns>Whether it is as it has to be.</returns>
    public async Task<bool> RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await RoundAsync(round % 2 == 0);
            await RoundAsync(round % 2 != 0);
        }

        var (off, on) = (Percentile.Of(_times[false], 95), Percentile.Of(_times[true], 95));
        var edits = _times[true].Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Incidents beside it, {edits} edits each: p50 {Ms(false, 50):0} ms off, {Ms(true, 50):0} ms on; "
            + $"p95 {Ms(false, 95):0} ms off, {Ms(true, 95):0} ms on: {on / off:0.00}, target <= {Most}; "
            + $"calls for an edit {(double)_calls[false] / edits:0.00} off, {(double)_calls[true] / edits:0.00} on, target: the same."));
        return on <= Most * off && _calls[true] == _calls[false];
    }

    private double Ms(bool streams, int percent) => Percentile.Of(_times[streams], percent).TotalMilliseconds;

    private async Task RoundAsync(bool streams)
    {
        await using var landscape = await Landscape.StartAsync(
            postgres, budgetsLifted: true, (settings, simulator) => streams ? settings.Streaming(simulator) : settings);
        var (defender, sentinel) = (landscape.World.Defender(), landscape.World.Sentinel());
        var pairs = Enumerable.Range(0, Pairs + 1).Select(_ => defender.Create().Id).Select(id => (Id: id, Twin: TwinOf(id))).ToList();
        await Landscape.UntilAsync(() => pairs.All(pair => sentinel.Find(pair.Twin) is not null), "A twin did not come.");
        await Task.Delay(TimeSpan.FromSeconds(2));
        using var stop = new CancellationTokenSource();
        var alerts = ComeAsync(index => defender.AddAlert(pairs[Pairs].Id, AlertSample.Shaped(index, null)), stop.Token);
        var before = CallsOf(landscape);
        for (var edit = 0; edit < Edits; edit++)
        {
            // Not in step with the polls.
            await Task.Delay(TimeSpan.FromMilliseconds(50 + (37 * edit % 100)));
            var (pair, word) = (pairs[edit % Pairs], (edit / Pairs) % 2 == 0 ? "High" : "Low");
            var watch = Stopwatch.StartNew();
            defender.Edit(pair.Id, Actor.Person("alice@contoso.com"), incident => incident with { Severity = word.ToLowerInvariant() });
            await Landscape.UntilAsync(() => sentinel.Find(pair.Twin)!.Severity == word, "An edit did not come.");
            _times[streams].Add(watch.Elapsed);
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        _calls[streams] += CallsOf(landscape) - before;
        await stop.CancelAsync();
        await alerts;
    }

    private static long CallsOf(Landscape landscape) => Asked.Sum(operation => landscape.World.Calls.Total(operation: operation));

    private static string TwinOf(string id) => Settings.Identity.TwinOf(new IncidentId(id)).Value;

    private static async Task ComeAsync(Action<int> add, CancellationToken stop)
    {
        for (var index = 0; !stop.IsCancellationRequested; index++)
        {
            add(index);
            await Task.Delay(BetweenAlerts, CancellationToken.None);
        }
    }
}
