namespace IncidentSync.Service.State.LocalServer;

/// <summary>How a program ended and what it said on both streams.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    public string FirstLine => Output.Split('\n')[0].Trim();
}
