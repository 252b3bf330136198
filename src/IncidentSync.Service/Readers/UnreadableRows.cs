using IncidentSync.Connectors;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>Logs each unreadable row once, although it comes again with every window.</summary>
internal sealed class UnreadableRows
{
    // The number of remembered rows is limited; beyond it the log says no more.
    private const int MostTold = 1_000;

    private readonly HashSet<(string Connection, UnreadableIncident Row)> _told = [];

    public void Tell(ILogger log, string connection, Portal portal, IEnumerable<UnreadableIncident> rows)
    {
        foreach (var row in rows.Where(row => _told.Count < MostTold && _told.Add((connection, row))))
        {
            log.IncidentUnreadable(connection, portal, row.Id?.Value ?? "?", row.Problem);
        }
    }
}
