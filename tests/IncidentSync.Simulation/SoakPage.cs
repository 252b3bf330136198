using System.Globalization;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation;

/// <summary>Adds a soak to the tables of docs/soaks.md: a row to the runs, and its counts to what happened sometimes.</summary>
internal static class SoakPage
{
    public const string RunsEnd = "<!-- the next run goes above this line -->";
    public const string AlertRunsEnd = "<!-- the next run of alerts goes above this line -->";

    public static void Add(string path, string end, IReadOnlyList<string> run, Probes probes)
    {
        var lines = File.ReadAllLines(path).ToList();
        lines.Insert(lines.IndexOf(end), $"| {string.Join(" | ", run)} |");
        for (var index = 0; index < lines.Count; index++)
        {
            lines[index] = Added(lines[index], probes);
        }

        File.WriteAllLines(path, lines);
    }

    // A row of the second table: | `what happened` | times |
    private static string Added(string line, Probes probes) =>
        line.Split('|', StringSplitOptions.TrimEntries) is ["", ['`', .. var name, '`'], var times, ""]
        && long.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? $"| `{name}` | {before + probes[name]} |"
            : line;
}
