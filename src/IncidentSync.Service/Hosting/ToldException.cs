using IncidentSync.Core.Values;

namespace IncidentSync.Service.Hosting;

/// <summary>An exception in a form that is safe to show: its type, its message as foreign words, and where it came from.</summary>
internal sealed class ToldException(Exception exception) : Exception(ForeignWords.OneLine(exception.Message))
{
    // The causes of a failure to connect lie three deep.
    private const int MostCauses = 5;
    private const int MostPlaces = 4_000;

    public override string ToString() => Told(exception, MostCauses);

    private static string Told(Exception told, int causes)
    {
        var cause = told.InnerException is { } inner && causes > 0 ? $" ---> {Told(inner, causes - 1)}" : "";
        var places = told.StackTrace is { Length: > 0 } trace ? $"\n{trace[..Math.Min(trace.Length, MostPlaces)]}" : "";
        return $"{told.GetType()}: {ForeignWords.OneLine(told.Message)}{cause}{places}";
    }
}
