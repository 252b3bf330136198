using IncidentSync.Service.Alerts;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// A client of the detections API: it asks since the bound of its last answer. An answer that is cut, or that it dies over, it has not had.
/// </summary>
internal sealed class DetectionClient(AlertWorld world, string name)
{
    /// <summary>Rows of a page of an answer: few, so that something happens between two.</summary>
    private const int Rows = 4;

    private long _since;

    /// <summary>It has all that was stamped before this tick.</summary>
    public long Since => _since;

    /// <summary>Asks once.</summary>
    public async Task AskAsync()
    {
        var (since, taken) = (_since, new List<DetectionEntry>());
        var until = await world.Store.TakeBoundAsync();
        IReadOnlyList<DetectionEntry> page;
        do
        {
            page = await world.Store.ReadDetectionsAsync(since, until, taken.Count > 0 ? taken[^1].Ticks : null, Rows);
            taken.AddRange(page);
        }
        while (page.Count == Rows);

        world.History.Took(name, since, until, taken);
        world.Probes.Hit("detections given", taken.Count);
        _since = until;
    }
}
