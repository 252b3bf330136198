using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// What was stored of every field, and when that was news: all the engine can know. An answer that was not stored is forgotten.
/// </summary>
internal sealed class Readings
{
    private readonly Dictionary<(Portal Portal, IncidentId Id), Snapshot> _newest = [];
    private readonly Dictionary<(Portal Portal, IncidentId Id, string Field), List<(long No, string Value)>> _stored = [];

    /// <summary>A snapshot was stored. One that is older than what was stored before says nothing.</summary>
    public void Add(long no, Snapshot snapshot)
    {
        var key = (snapshot.Portal, snapshot.Id);
        if (_newest.TryGetValue(key, out var known) && (ReferenceEquals(known, snapshot) || known.Stamp > snapshot.Stamp))
        {
            return;
        }

        _newest[key] = snapshot;
        var fields = PortalWords.Read(snapshot.Portal, snapshot.Raw);
        foreach (var gone in _stored.Keys.Where(other => other.Portal == snapshot.Portal
            && other.Id == snapshot.Id && !fields.ContainsKey(other.Field)))
        {
            Note(_stored[gone], no, "");
        }

        foreach (var (field, value) in fields)
        {
            if (!_stored.TryGetValue((snapshot.Portal, snapshot.Id, field), out var values))
            {
                _stored[(snapshot.Portal, snapshot.Id, field)] = values = [];
            }

            Note(values, no, value);
        }
    }

    /// <summary>
    /// At some place of the history between those two, what was stored last of both portals' incidents agreed on this value.
    /// </summary>
    public bool Agreed(IncidentId defender, IncidentId sentinel, string field, Func<string, bool> isValue, long after, long before)
    {
        var (here, there) = (Of(Portal.Defender, defender, field), Of(Portal.Sentinel, sentinel, field));
        return here.Concat(there).Select(value => value.No).Where(no => no > after && no < before).Append(after)
            .Any(no => isValue(LastBefore(here, no)) && isValue(LastBefore(there, no)));
    }

    /// <summary>Between those two places of the history it became known that the field held this value.</summary>
    public bool Showed(Portal portal, IncidentId id, string field, string expected, long after, long before) =>
        Of(portal, id, field).Any(value => value.No > after && value.No < before && value.Value == expected);

    private List<(long No, string Value)> Of(Portal portal, IncidentId id, string field) =>
        _stored.GetValueOrDefault((portal, id, field), []);

    private static string LastBefore(List<(long No, string Value)> values, long no) =>
        values.LastOrDefault(value => value.No <= no).Value ?? "";

    private static void Note(List<(long No, string Value)> values, long no, string value)
    {
        if (values.Count == 0 || values[^1].Value != value)
        {
            values.Add((no, value));
        }
    }
}
