using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>A write of which nobody knows yet what became of it.</summary>
/// <param name="Write">The value.</param>
/// <param name="MayBeLate">It got no answer and may take effect yet. Else the portal has taken it and does not show it, or it is being
/// looked for: it is not sent again.</param>
public sealed record OpenWrite(FieldWrite Write, bool MayBeLate)
{
    /// <summary>The stamp of the version that it was sent over.</summary>
    public Stamp Over { get; init; }

    /// <summary>It takes effect no more, and that it did may still have to show.</summary>
    public bool IsPast { get; init; }

    /// <summary>The portal has shown it since.</summary>
    public bool IsSeen { get; init; }

    /// <summary>The portal may have taken it, and somebody may have taken it back: nobody has seen it.</summary>
    public bool IsInDoubt => MayBeLate && !IsSeen && BackAs is null;

    /// <summary>What else Defender showed since it was sent, last; null when nothing else.</summary>
    public Reading? Stood { get; init; }

    /// <summary>What stands there of the value since it came back over that by nobody's hand; null when it did not.</summary>
    public Reading? BackAs { get; init; }
}
