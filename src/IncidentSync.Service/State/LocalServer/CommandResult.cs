using IncidentSync.Core.Values;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>How a program ended and what it said on both streams.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    private const int MostLines = 12;

    public bool Succeeded => ExitCode == 0;

    public string FirstLine => LastLines(Output.Split('\n')[0]);

    /// <summary>The last lines of what it said, each fit to be shown.</summary>
    public string LastLines() => LastLines(Output);

    /// <summary>The last lines of a program's log, each fit to be shown.</summary>
    public static string LastLines(string output) =>
        string.Join('\n', output.Trim().Split('\n').TakeLast(MostLines).Select(line => ForeignWords.OneLine(line)));
}
