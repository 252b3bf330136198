namespace IncidentSync.Core.Values;

/// <summary>How bad it is, lowest first. The two portals have the same four.</summary>
public enum Severity
{
    /// <summary>Informational.</summary>
    Informational,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,
}
