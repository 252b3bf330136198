using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>
/// A portal that has shown an incident answers that it has no such incident. One such answer does not prove a deletion: lists and reads
/// lag, and a workspace that cannot be read answers so for all its incidents. Only the second confirmation counts.
/// </summary>
/// <param name="Portal">The portal.</param>
/// <param name="Confirmations">How often it was confirmed, each time while the portal still listed other incidents.</param>
/// <param name="Due">When it is asked again, by the service's clock.</param>
public sealed record MissingIncident(Portal Portal, int Confirmations, Stamp Due)
{
    /// <summary>The number of confirmations that make a deletion.</summary>
    public const int Enough = 2;

    /// <summary>The first such answer: it is to be confirmed as soon as possible.</summary>
    /// <param name="portal">The portal that gave it.</param>
    /// <returns>Not confirmed yet.</returns>
    public static MissingIncident Met(Portal portal) => new(portal, 0, new Stamp(0));

    /// <summary>The incident is gone.</summary>
    public bool IsGone => Confirmations >= Enough;

    /// <summary>Another read found no such incident.</summary>
    /// <param name="now">The service's clock.</param>
    /// <param name="overlap">How late a change may become visible on that portal: so far apart are the confirmations.</param>
    /// <returns>Confirmed once more.</returns>
    public MissingIncident Confirm(Stamp now, TimeSpan overlap) => new(Portal, Confirmations + 1, now.After(overlap));
}
