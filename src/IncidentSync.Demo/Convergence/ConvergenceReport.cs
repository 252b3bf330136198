using System.Collections.Immutable;
using System.Text;

namespace IncidentSync.Demo.Convergence;

/// <summary>Whether both portals hold the same, and where not.</summary>
/// <param name="Incidents">Defender incidents, merged ones included.</param>
/// <param name="Pairs">Incidents that are on both portals and not merged away.</param>
/// <param name="Merged">Incidents that Defender merged into another.</param>
/// <param name="ComparedFields">Fields of pairs that were compared, the equal ones included.</param>
internal sealed record ConvergenceReport(int Incidents, int Pairs, int Merged, int ComparedFields, ImmutableArray<Finding> Findings)
{
    public static ConvergenceReport Empty { get; } = new(0, 0, 0, 0, []);

    public bool Holds => Divergences.IsEmpty;

    public ImmutableArray<Finding> Divergences => [.. Findings.Where(finding => !finding.IsByDesign)];

    public ImmutableArray<Finding> Held => [.. Findings.Where(finding => finding.IsByDesign)];

    /// <summary>How many incidents are not the same now.</summary>
    public int DivergentIncidents => Divergences.Select(finding => finding.DefenderId).Distinct().Count();

    public static ConvergenceReport operator +(ConvergenceReport left, ConvergenceReport right) => new(
        left.Incidents + right.Incidents,
        left.Pairs + right.Pairs,
        left.Merged + right.Merged,
        left.ComparedFields + right.ComparedFields,
        [.. left.Findings, .. right.Findings]);

    /// <summary>One line of summary, then one for each finding, divergences first.</summary>
    public string Print(int mostFindings = int.MaxValue)
    {
        var print = new StringBuilder(
            $"{Counted(Pairs, "pair")}, {Counted(ComparedFields, "field")} compared, "
            + $"{Counted(Divergences.Length, "difference")}, {Held.Length} held by design");
        var findings = Findings.OrderBy(finding => finding.IsByDesign).ToList();
        foreach (var finding in findings.Take(mostFindings))
        {
            print.Append("\n  ").Append(finding.Words);
        }

        if (findings.Count > mostFindings)
        {
            print.Append($"\n  and {findings.Count - mostFindings} more");
        }

        return print.ToString();
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
