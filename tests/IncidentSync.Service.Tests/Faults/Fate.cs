using System.Text;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>What a client sent at once.</summary>
/// <param name="Number">Counted over all connections.</param>
/// <param name="Bytes">As they go over the line.</param>
internal readonly record struct Parcel(long Number, ReadOnlyMemory<byte> Bytes)
{
    public bool Contains(string text) => Bytes.Span.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
}

/// <summary>What the network does with a parcel.</summary>
internal enum FateKind
{
    Pass,

    /// <summary>The server never hears of it; the line is cut.</summary>
    CutBefore,

    /// <summary>The server does it; the line is cut before the answer.</summary>
    CutAfter,

    /// <summary>Nothing goes on, in either direction, and nobody is told; the line is cut after that time.</summary>
    GoSilent,

    /// <summary>The server does it, and hears nothing more, nor does anybody hear of it; the line is cut after that time.</summary>
    GoSilentAfter,

    /// <summary>It comes that much later.</summary>
    Delay,
}

internal sealed record Fate(FateKind Kind, TimeSpan Time = default)
{
    public static readonly Fate Pass = new(FateKind.Pass);
}
