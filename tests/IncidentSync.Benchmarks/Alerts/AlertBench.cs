using System.Globalization;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary><c>bench alerts</c>: every contest in one run over the same alerts.</summary>
internal static class AlertBench
{
    private const int Alerts = 10_000;
    private const int Times = 5;
    private const string GraphScope = "https://graph.microsoft.com/.default";
    private const string IngestionScope = "https://monitor.azure.com//.default";

    /// <param name="arguments">How many alerts, and how many rounds; both may be left out.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var (alerts, rounds) = (NumberAt(arguments, 0, Alerts), NumberAt(arguments, 1, Times));
        Console.WriteLine($"Measuring {alerts} alerts in {rounds} rounds on {Environment.ProcessorCount} cores; it takes some minutes ...");
        await using var postgres = new PostgresFixture();
        var verdicts = await CompareAsync(postgres, alerts, rounds);
        Console.WriteLine(Verdict.Head);
        foreach (var verdict in verdicts)
        {
            Console.WriteLine(verdict);
        }

        var isCalm = await new IncidentsBeside(postgres).RunAsync(rounds);
        var isQuick = await new Latency(postgres).RunAsync();
        return isCalm && isQuick && verdicts.All(verdict => verdict.IsMet) ? 0 : 1;
    }

    private static async Task<IReadOnlyList<Verdict>> CompareAsync(PostgresFixture postgres, int alerts, int rounds)
    {
        await using var scene = await Scene.StartAsync(postgres, alerts);
        using var graph = await BareClient.SignInAsync(scene.Simulator, GraphScope);
        using var monitor = await BareClient.SignInAsync(scene.Simulator, IngestionScope);
        var feed = new FeedToLog(scene, graph);
        var fed = await Rounds.RunAsync(feed, rounds);
        await feed.RewindAsync();
        await scene.ReadFeedAsync();
        using var stream = new LogToIngestion(scene, monitor);
        await stream.PrepareAsync();
        var bytes = await scene.MeanBytesAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"An alert has {bytes:0} bytes; the stream has {stream.Batches}."));
        var streamed = await Rounds.RunAsync(stream, rounds);
        await using var detections = await DetectionsSent.StartAsync(scene, alerts);
        Console.WriteLine($"A SIEM pulls {await detections.DescribeAsync()}.");
        return [fed, streamed, await Rounds.RunAsync(detections, rounds)];
    }

    private static int NumberAt(IReadOnlyList<string> arguments, int place, int otherwise) =>
        place < arguments.Count ? int.Parse(arguments[place], CultureInfo.InvariantCulture) : otherwise;
}
