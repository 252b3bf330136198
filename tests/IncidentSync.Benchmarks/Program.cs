using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using IncidentSync.Benchmarks;
using IncidentSync.Benchmarks.Core;

if (args is not ([] or ["core"]))
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{string.Join(' ', args)}'. There is: core.");
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
