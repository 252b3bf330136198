using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>A write whose outcome is not known yet.</summary>
/// <param name="Write">The value.</param>
/// <param name="MayBeLate">It got no answer and may take effect yet. Else the portal has taken it and does not show it, or it is being
/// looked for: it is not sent again.</param>
public sealed record OpenWrite(FieldWrite Write, bool MayBeLate)
{
    /// <summary>The stamp of the version that it was sent over.</summary>
    public Stamp Over { get; init; }

    /// <summary>It can no longer take effect, but an effect may still become visible.</summary>
    public bool IsPast { get; init; }

    /// <summary>The portal has shown it since.</summary>
    public bool IsSeen { get; init; }

    /// <summary>No read has shown it: the portal may have applied it, and somebody may have reverted it.</summary>
    public bool IsInDoubt => MayBeLate && !IsSeen && BackAs is null;

    /// <summary>The last other value that Defender showed since it was sent; null when none.</summary>
    public Reading? Stood { get; init; }

    /// <summary>What Defender shows since the value came back over that without a person's edit; null when it did not.</summary>
    public Reading? BackAs { get; init; }
}
