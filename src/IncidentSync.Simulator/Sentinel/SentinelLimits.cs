namespace IncidentSync.Simulator.Sentinel;

/// <summary>Microsoft Sentinel service limits, incidents.</summary>
internal static class SentinelLimits
{
    public const int Comments = 100;
    public const int CommentLength = 30_000;
    public const int DescriptionLength = 5_000;
    public const int LargestPage = 1_000;
    public const int DefaultPage = 50;
}
