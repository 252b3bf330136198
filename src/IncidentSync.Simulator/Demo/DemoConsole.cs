using System.Diagnostics;

namespace IncidentSync.Simulator.Demo;

/// <summary>Where the demo says what it does, with the seconds since it began.</summary>
internal sealed class DemoConsole(TextWriter output)
{
    private readonly long started = Stopwatch.GetTimestamp();

    public void Say(string text) => output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s  {text.ReplaceLineEndings("\n          ")}");

    public void Plain(string text = "") => output.WriteLine(text);
}
