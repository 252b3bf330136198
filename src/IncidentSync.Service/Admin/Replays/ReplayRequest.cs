namespace IncidentSync.Service.Admin.Replays;

/// <summary>Which links are to be planned again.</summary>
/// <param name="Connection">The connection, as the database has it.</param>
/// <param name="Since">Links of which a portal or the journal says something from then on, in UTC; null when they are named.</param>
/// <param name="Ids">The links, each once and in order; null when they are those since a time.</param>
/// <param name="DryRun">Nothing is marked.</param>
internal sealed record ReplayRequest(string Connection, DateTimeOffset? Since, Guid[]? Ids, bool DryRun)
{
    /// <summary>Asks for the same.</summary>
    public bool IsSameAs(ReplayRequest other) =>
        (Connection, Since, DryRun) == (other.Connection, other.Since, other.DryRun) && (Ids ?? []).SequenceEqual(other.Ids ?? []);
}
