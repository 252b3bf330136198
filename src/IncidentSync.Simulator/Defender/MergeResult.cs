namespace IncidentSync.Simulator.Defender;

/// <summary>What Defender made of a wish to merge.</summary>
internal abstract record MergeResult
{
    public sealed record Merged(string TargetIncidentId) : MergeResult;

    public sealed record Refused(string Reason) : MergeResult;
}
