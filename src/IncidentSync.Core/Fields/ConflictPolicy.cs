namespace IncidentSync.Core.Fields;

/// <summary>
/// Who wins when a field was changed on both portals to values that differ. A policy decides true conflicts only; a change on one portal
/// alone always travels, but for <see cref="Hold"/>, <see cref="Off"/> and the two <c>-only</c> forms.
/// </summary>
public sealed record ConflictPolicy
{
    private ConflictPolicy(string name) => Name = name;

    /// <summary>The value whose field changed later by its own portal's stamp; within two seconds, Defender's.</summary>
    public static readonly ConflictPolicy Newest = new("newest");

    /// <summary>Defender's value.</summary>
    public static readonly ConflictPolicy Defender = new("defender");

    /// <summary>Sentinel's value.</summary>
    public static readonly ConflictPolicy Sentinel = new("sentinel");

    /// <summary>Defender's value always: an edit in Sentinel is journaled and put back.</summary>
    public static readonly ConflictPolicy DefenderOnly = new("defender-only");

    /// <summary>Sentinel's value always: an edit in Defender is journaled and put back.</summary>
    public static readonly ConflictPolicy SentinelOnly = new("sentinel-only");

    /// <summary>Status: the greater of Active, New, Closed.</summary>
    public static readonly ConflictPolicy Open = new("open");

    /// <summary>Status: the greater of Closed, Active, New.</summary>
    public static readonly ConflictPolicy Closed = new("closed");

    /// <summary>Severity: the greater of High, Medium, Low, Informational.</summary>
    public static readonly ConflictPolicy Highest = new("highest");

    /// <summary>Tags: element by element, removals included. There is nothing to win.</summary>
    public static readonly ConflictPolicy Merge = new("merge");

    /// <summary>Comments: every comment of one portal once on the other.</summary>
    public static readonly ConflictPolicy Append = new("append");

    /// <summary>Nobody: both keep theirs until one changes or an operator resolves it.</summary>
    public static readonly ConflictPolicy Hold = new("hold");

    /// <summary>The field is neither compared nor written.</summary>
    public static readonly ConflictPolicy Off = new("off");

    /// <summary>The name in configuration and journal.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
