namespace IncidentSync.Core.Values;

/// <summary>What the incident turned out to be.</summary>
public enum Classification
{
    /// <summary>Not decided. Defender: <c>unknown</c> or null.</summary>
    Undetermined,

    /// <summary>An attack. The same word on both portals.</summary>
    TruePositive,

    /// <summary>Real but expected. Defender: <c>informationalExpectedActivity</c>.</summary>
    BenignPositive,

    /// <summary>Not what the alert said. The same word on both portals.</summary>
    FalsePositive,
}

/// <summary>
/// Classification, its detail and the closing comment: one value, because people choose them in one dialog.
/// </summary>
/// <param name="Class">The classification.</param>
/// <param name="Detail">Defender's determination or Sentinel's reason, in that portal's words; empty when there is none.</param>
/// <param name="Comment">The closing comment; empty when there is none.</param>
public sealed record Verdict(Classification Class, string Detail, string Comment)
{
    /// <summary>No verdict.</summary>
    public static readonly Verdict None = new(Classification.Undetermined, "", "");
}
