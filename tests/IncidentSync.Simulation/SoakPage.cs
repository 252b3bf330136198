using System.Globalization;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation;

/// <summary>Adds a soak to the tables of docs/soaks.md: a row to the runs, and its counts to what happened sometimes.</summary>
internal static class SoakPage
{
    private const string RunsEnd = "<!-- the next run goes above this line -->";

    public static void Add(string path, IReadOnlyList<string> run, Probes probes)
    {
        var lines = File.ReadAllLines(path).ToList();
        lines.Insert(lines.IndexOf(RunsEnd), $"| {string.Join(" | ", run)} |");
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
