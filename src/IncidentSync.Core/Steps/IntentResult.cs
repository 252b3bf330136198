using IncidentSync.Core.Links;

namespace IncidentSync.Core.Steps;

/// <summary>The result of one intent.</summary>
/// <param name="Commit">The commit for the store; its <see cref="LinkCommit.Next"/> says whether the next intent follows.</param>
/// <param name="Said">What happened, without values.</param>
public sealed record IntentResult(LinkCommit Commit, string Said)
{
    /// <summary>An incident that the writer found and that does not belong to the link yet, or null. It is stored like a feed's.</summary>
    public Snapshot? Found { get; init; }

    /// <summary>The same result, and the link is planned again.</summary>
    /// <returns>The result.</returns>
    public IntentResult AndReplan() => this with { Commit = Commit with { Next = Commit.Next.AndReplan() } };

    /// <summary>Nothing was sent: the quota has no call left yet.</summary>
    public bool WaitsForTurn { get; init; }

    /// <summary>The write got no answer: the writer looks for it at once.</summary>
    public bool LooksAgain { get; init; }
}
