using System.Collections.Immutable;

namespace IncidentSync.Demo.Convergence;

/// <summary>Something about one Defender incident that is not as it should be in the end.</summary>
internal abstract record Finding(string DefenderId)
{
    /// <summary>The finding in words. It names values, so it is for the console and the control API only, never for a log.</summary>
    public abstract string Words { get; }

    /// <summary>Different for as long as nobody decides: no fault of whoever keeps the portals the same.</summary>
    public bool IsByDesign => this is FieldHeld or TwinDeleted or DuplicateLeftAlone;

    public sealed override string ToString() => Words;

    public sealed record FieldDiffers(string DefenderId, string SentinelName, string Field, string Defender, string Sentinel)
        : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: {Field} is {Short(Defender)} in Defender and {Short(Sentinel)} in Sentinel";
    }

    public sealed record FieldHeld(string DefenderId, string SentinelName, string Field, string Reason, string Defender, string Sentinel)
        : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: {Field} is held ({Reason}): {Short(Defender)} in Defender, {Short(Sentinel)} in Sentinel";
    }

    public sealed record TwinMissing(string DefenderId) : Finding(DefenderId)
    {
        public override string Words => $"Incident {DefenderId}: Sentinel has no incident for it";
    }

    public sealed record TwinDeleted(string DefenderId, string SentinelName) : Finding(DefenderId)
    {
        public override string Words => $"Incident {DefenderId}: its incident in Sentinel was deleted there";
    }

    public sealed record TwinResurrected(string DefenderId, string SentinelName) : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: its incident in Sentinel was deleted there and was made again ({SentinelName})";
    }

    public sealed record TouchedAfterDeletion(string DefenderId, string Field) : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: its incident in Sentinel was deleted there, and {Field} was written in Defender afterwards";
    }

    /// <summary>Another hand made an incident that names the Defender incident, too: it is listed and left alone.</summary>
    public sealed record DuplicateLeftAlone(string DefenderId, string SentinelName) : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: another incident in Sentinel names it too ({SentinelName}), and is left alone";
    }

    public sealed record DuplicateTouched(string DefenderId, string SentinelName, string Field) : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: {Field} was written on {SentinelName}, another incident in Sentinel that names it too";
    }

    public sealed record TwinDoubled(string DefenderId, ImmutableArray<string> SentinelNames) : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: Sentinel has {SentinelNames.Length} incidents for it: {string.Join(", ", SentinelNames)}";
    }

    public sealed record MergeNotShown(string DefenderId, string? MergedInto, string SentinelName, string Missing) : Finding(DefenderId)
    {
        public override string Words => $"Incident {DefenderId}: merged into {MergedInto} in Defender, but in Sentinel it is {Missing}";
    }

    public sealed record CommentLeftBehind(string DefenderId, string MergedInto, string Text, int Times) : Finding(DefenderId)
    {
        public override string Words =>
            $"Incident {DefenderId}: \"{Short(Text)}\" was said in Sentinel before it was merged, and stands {Times} times on {MergedInto}";
    }

    private static string Short(string value) => value.Length <= 80 ? value : $"{value[..77]}... ({value.Length} characters)";
}
