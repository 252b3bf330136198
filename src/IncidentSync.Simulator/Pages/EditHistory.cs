using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Pages;

/// <summary>The edit log by incident, read on from where it was left, so that each look costs only what is new.</summary>
internal sealed class EditHistory(EditLog log)
{
    private readonly Dictionary<(Portal Portal, string Scope, string Incident), List<Edit>> _byIncident = [];
    private readonly Lock _gate = new();
    private long _read;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Edit> Of(Portal portal, string scope, string incident, int most)
    {
        lock (_gate)
        {
            ReadOn();
            return _byIncident.TryGetValue(Key(portal, scope, incident), out var edits)
                ? edits.AsEnumerable().Reverse().Take(most).ToList()
                : [];
        }
    }

    private void ReadOn()
    {
        foreach (var edit in log.After(_read))
        {
            var key = Key(edit.Portal, edit.Scope, edit.IncidentId);
            if (!_byIncident.TryGetValue(key, out var edits))
            {
                _byIncident[key] = edits = [];
            }

            edits.Add(edit);
            _read = edit.Number;
        }
    }

    private static (Portal Portal, string Scope, string Incident) Key(Portal portal, string scope, string incident) =>
        (portal, scope, incident.ToUpperInvariant());
}
