using System.Globalization;

namespace IncidentSync.Demo.Phrases;

/// <summary>The same thing in the spelling of the other portal.</summary>
internal static class Words
{
    /// <summary>Defender's severity as Sentinel writes it.</summary>
    public static string Severity(string defender) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(defender);
}
