using System.Diagnostics;
using System.Globalization;

namespace IncidentSync.Demo.Staging;

/// <summary>Prints what the demo does, with the seconds since it began.</summary>
internal sealed class DemoConsole(TextWriter output)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public void Say(string text)
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        output.WriteLine($"{seconds,6} s  {text.ReplaceLineEndings("\n          ")}");
    }

    public void Plain(string text = "") => output.WriteLine(text);
}
