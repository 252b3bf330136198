using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Native;

/// <summary>What Microsoft's sync is to lose, and what it lost. Invented: no public source says which edits it misses; here it is
/// told.</summary>
internal sealed class Losses
{
    private readonly Dictionary<string, long?> _losing = [];
    private readonly List<LostEdit> _lost = [];

    public IReadOnlyList<LostEdit> Lost => [.. _lost];

    /// <summary>The next change of the incident, on whichever portal, is not carried.</summary>
    public void LoseNext(string defenderId) => _losing[defenderId] = null;

    /// <summary>Whether this edit is one of the change that is lost: all its fields are, and nothing after it.</summary>
    public bool Takes(string defenderId, NativeField field, Edit edit)
    {
        if (!_losing.TryGetValue(defenderId, out var change))
        {
            return false;
        }

        if (change is not null && change != edit.Change)
        {
            _losing.Remove(defenderId);
            return false;
        }

        _losing[defenderId] = edit.Change;
        _lost.Add(new LostEdit(defenderId, field, edit.Portal));
        return true;
    }
}
