using System.Globalization;
using BenchmarkDotNet.Reports;

namespace IncidentSync.Benchmarks.Core;

/// <summary>What part of a whole pass the decision is.</summary>
internal static class Share
{
    private const double Most = 0.01;

    public static IEnumerable<string> Of(Summary summary) =>
        from category in PlanAndPass.Categories
        let plan = Fastest(summary, category, "Plan")
        let pass = Fastest(summary, category, "Pass")
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{category}: the plan is {plan / pass:P3} of a pass; {Most:P0} is the most it may be: {(plan / pass <= Most ? "yes" : "NO")}");

    // What else the machine does lengthens either of them, and mostly the one that waits for a database: the fastest runs are compared.
    private static double Fastest(Summary summary, string category, string what) => summary.Reports
        .Single(report => report.BenchmarkCase.Descriptor is var measured
            && measured.HasCategory(category) && measured.WorkloadMethod.Name.StartsWith(what, StringComparison.Ordinal))
        .ResultStatistics!.Min;
}
