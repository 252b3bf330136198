using System.Collections.Immutable;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>The configured pairs of Defender's free text and Sentinel's directory object, for teams, groups and nicknames.</summary>
public sealed record OwnerMap(ImmutableArray<OwnerPair> Pairs)
{
    /// <summary>No pairs.</summary>
    public static readonly OwnerMap Empty = new([]);

    /// <summary>Whom a Defender text means in Sentinel, or null.</summary>
    public Owner? InSentinel(string defenderText) =>
        Pairs.FirstOrDefault(pair => string.Equals(pair.Defender, defenderText, StringComparison.OrdinalIgnoreCase))?.Sentinel;

    /// <summary>What a Sentinel object is called in Defender, or null.</summary>
    public string? InDefender(string objectId) => objectId.Length == 0
        ? null
        : Pairs.FirstOrDefault(pair => string.Equals(pair.Sentinel.ObjectId, objectId, StringComparison.OrdinalIgnoreCase))?.Defender;
}

/// <summary>One pair.</summary>
public sealed record OwnerPair(string Defender, Owner Sentinel);
