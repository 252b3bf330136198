namespace IncidentSync.Core.Alerts;

/// <summary>Why there is a row.</summary>
public static class EventKinds
{
    /// <summary>An alert that was not known.</summary>
    public const string New = "new";

    /// <summary>An alert that differs from its version before.</summary>
    public const string Changed = "changed";

    /// <summary>An alert whose incident has a link here now.</summary>
    public const string Linked = "linked";

    /// <summary>No alert: the row says which were lost.</summary>
    public const string Gap = "gap";
}
