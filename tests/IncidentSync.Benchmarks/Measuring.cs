using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IncidentSync.Benchmarks;

/// <summary>
/// How everything here is measured: in this process, because what is measured is internal to the service; quietly, because what counts is
/// the table.
/// </summary>
internal sealed class Measuring : ManualConfig
{
    public Measuring(ILogger log)
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(20));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddLogger(log);
        AddColumn(CategoriesColumn.Default, TargetMethodColumn.Method, StatisticColumn.Mean, StatisticColumn.StdDev, StatisticColumn.Min);
        AddColumnProvider(DefaultColumnProviders.Metrics);
        AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
        ArtifactsPath = Path.Combine(AppContext.BaseDirectory, "artifacts");
    }
}
