using IncidentSync.Core.Links;

namespace IncidentSync.Core.Steps;

/// <summary>What one intent came to.</summary>
/// <param name="Commit">What the store is given; its <see cref="LinkCommit.Next"/> says whether the next intent follows.</param>
/// <param name="Said">What happened, without values.</param>
public sealed record IntentResult(LinkCommit Commit, string Said)
{
    /// <summary>An incident that was found on the way and is not the link's yet; null when none was. It is stored like a feed's.</summary>
    public Snapshot? Found { get; init; }

    /// <summary>The same, and the link is planned again.</summary>
    /// <returns>The result.</returns>
    public IntentResult AndReplan() => this with { Commit = Commit with { Next = Commit.Next.AndReplan() } };

    /// <summary>Nothing was sent: the budget has no place for the call yet.</summary>
    public bool WaitsForTurn { get; init; }

    /// <summary>The write got no answer: it is looked for at once.</summary>
    public bool LooksAgain { get; init; }
}
