using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The configured pairs of Defender's free text and Sentinel's directory object, for teams, groups and nicknames.</summary>
/// <param name="Pairs">The pairs; where two name the same one, the first counts.</param>
public sealed record OwnerMap(ImmutableArray<OwnerPair> Pairs)
{
    /// <summary>No pairs.</summary>
    public static readonly OwnerMap Empty = new([]);

    /// <summary>The Sentinel owner for a Defender text, or null.</summary>
    /// <param name="defenderText">Defender's assignedTo; compared ignoring case.</param>
    /// <returns>The directory object to be assigned in Sentinel; null when no pair has this text.</returns>
    public Owner? InSentinel(string defenderText) =>
        Pairs.FirstOrDefault(pair => string.Equals(pair.Defender, defenderText, StringComparison.OrdinalIgnoreCase))?.Sentinel;

    /// <summary>The Defender text for a Sentinel owner, or null.</summary>
    /// <param name="objectId">The directory object's id, a GUID; compared ignoring case. Empty names nobody.</param>
    /// <returns>The text for Defender's assignedTo; null when no pair has this object.</returns>
    public string? InDefender(string objectId) => objectId.Length == 0
        ? null
        : Pairs.FirstOrDefault(pair => string.Equals(pair.Sentinel.ObjectId, objectId, StringComparison.OrdinalIgnoreCase))?.Defender;
}

/// <summary>One pair.</summary>
/// <param name="Defender">Defender's free text.</param>
/// <param name="Sentinel">The user or group in Sentinel's form.</param>
public sealed record OwnerPair(string Defender, Owner Sentinel);
