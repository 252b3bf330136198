namespace IncidentSync.Service.Admin.Replays;

/// <summary>What came of a call that asks for a replay.</summary>
internal abstract record ReplayStart
{
    private ReplayStart()
    {
    }

    /// <summary>It stands, made by this call or by an earlier one under the same key.</summary>
    public sealed record Standing(long Id, bool IsNew) : ReplayStart;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyOfAnother : ReplayStart;

    /// <summary>As many as may run at once already do.</summary>
    public sealed record TooMany(int Most) : ReplayStart;

    /// <summary>Some of the named links do not exist in the connection.</summary>
    public sealed record NoSuchLinks(int Count) : ReplayStart;
}
