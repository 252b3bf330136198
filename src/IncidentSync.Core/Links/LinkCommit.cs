using System.Collections.Immutable;

namespace IncidentSync.Core.Links;

/// <summary>What a worker stores in one transaction.</summary>
/// <param name="Link">The link as it is now.</param>
/// <param name="Journal">The rows this owes the journal.</param>
/// <param name="RulesVersion">The rules under which it was decided.</param>
/// <param name="Next">What follows.</param>
public sealed record LinkCommit(Link Link, ImmutableArray<JournalEntry> Journal, string RulesVersion, NextStep Next)
{
    /// <summary>Counts for the connection's brake; null when nothing drastic is planned.</summary>
    public BrakeCharge? Brake { get; init; }

    /// <summary>How long all intents rest; zero when one is due, or there are none.</summary>
    public TimeSpan IntentsRest => Link.Intents.Select(intent => intent.Rest).DefaultIfEmpty().Min();

    /// <summary>
    /// The same, with a name for every new intent. A fencing token is used once, so no name occurs twice.
    /// </summary>
    /// <param name="claim">The claim under which it is committed.</param>
    /// <returns>The commit with a key for every intent.</returns>
    public LinkCommit Named(Claim claim)
    {
        var prefix = $"{claim.Token}.";
        var given = Link.Intents.Concat(claim.Link.Intents).Count(intent => intent.Key.StartsWith(prefix, StringComparison.Ordinal));
        return this with
        {
            Link = Link with
            {
                Intents =
                [
                    .. Link.Intents.Select(intent => intent.Key.Length > 0 ? intent : intent with { Key = $"{prefix}{given++}" }),
                ],
            },
        };
    }
}
