using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// Reports violated invariants: an error in the log with the link, and a count for alerts. A violation stops nothing.
/// </summary>
internal sealed class Violations(Instruments instruments, ILogger<Violations> log)
{
    public void Tell(Invariant invariant, string connection, LinkId link)
    {
        instruments.Violations.Add(1, Tag.Invariant(invariant), Tag.Connection(connection));
        log.Violated(connection, link, invariant);
    }

    public void Tell(Invariant invariant, string connection)
    {
        instruments.Violations.Add(1, Tag.Invariant(invariant), Tag.Connection(connection));
        log.AlertsViolated(connection, invariant);
    }

    public void Tell(Invariant invariant, string connection, Portal portal)
    {
        instruments.Violations.Add(1, Tag.Invariant(invariant), Tag.Connection(connection), Tag.Portal(portal));
        log.FeedViolated(connection, portal, invariant);
    }
}
