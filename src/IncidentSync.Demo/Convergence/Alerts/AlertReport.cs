using System.Collections.Immutable;

namespace IncidentSync.Demo.Convergence.Alerts;

/// <summary>What became of the alerts of Defender.</summary>
/// <param name="InDefender">Alerts of tenants whose workspace gets them.</param>
/// <param name="InTables">Those of them that stand in the table of their workspace as they are now.</param>
/// <param name="Rows">Rows of that table; each version of an alert is one, and one that was sent twice is two.</param>
/// <param name="Pulled">Detections that the SIEM was given.</param>
/// <param name="Wrong">What is missing, stands where it must not, or came twice, in words.</param>
internal sealed record AlertReport(int InDefender, int InTables, int Rows, int Pulled, ImmutableArray<string> Wrong)
{
    public static AlertReport Empty { get; } = new(0, 0, 0, 0, []);

    public bool Holds => Wrong.IsEmpty;

    public static AlertReport operator +(AlertReport left, AlertReport right) => new(
        left.InDefender + right.InDefender,
        left.InTables + right.InTables,
        left.Rows + right.Rows,
        left.Pulled + right.Pulled,
        [.. left.Wrong, .. right.Wrong]);
}
