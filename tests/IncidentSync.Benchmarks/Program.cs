using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using IncidentSync.Benchmarks;
using IncidentSync.Benchmarks.Alerts;
using IncidentSync.Benchmarks.Core;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Processes;

if (args is ["alerts", .. var sizes] && sizes.Length <= 2 && sizes.All(size => int.TryParse(size, out var number) && number > 0))
{
    TrustedAuthority.Trust();
    // The service's own lines would bury the table.
    Environment.SetEnvironmentVariable(ServiceProcess.ConsoleLevel, "None");
    return await AlertBench.RunAsync(sizes);
}

if (args is not ([] or ["core"]))
{
    await Console.Error.WriteLineAsync(
        $"There is no benchmark '{string.Join(' ', args)}'. There are: core; alerts, with a number of alerts and of rounds.");
    return 2;
}

Console.WriteLine("Measuring the core against one whole pass over a PostgreSQL of its own; it takes a few minutes ...");
var log = new LogCapture();
var summary = BenchmarkRunner.Run<PlanAndPass>(new Measuring(log));
var cases = 2 * PlanAndPass.Categories.Length;
if (summary.HasCriticalValidationErrors || summary.Reports.Count(report => report.Success) != cases)
{
    await Console.Error.WriteLineAsync(string.Concat(log.CapturedOutput.Select(line => line.Text)));
    return 1;
}

MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Ascii);
foreach (var line in Share.Of(summary))
{
    Console.WriteLine(line);
}

return 0;
