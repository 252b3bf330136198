using IncidentSync.Connectors;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>Rows that cannot be read come again with every window; each is told once.</summary>
internal sealed class UnreadableRows
{
    // A portal that misspells ever more of them is told of no further.
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
