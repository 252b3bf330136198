using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Native;

/// <summary>What was edited in a pair since Microsoft's sync last touched it. However many edits there were, one update carries the last
/// state.</summary>
internal sealed class PendingPair
{
    private readonly Dictionary<NativeField, Portal> _lastEdited = [];
    private readonly List<Edit> _comments = [];

    /// <summary>New comments, oldest first.</summary>
    public IReadOnlyList<Edit> Comments => _comments;

    public void Note(NativeField field, Edit edit)
    {
        _lastEdited[field] = edit.Portal;
        if (field == NativeField.Comment)
        {
            _comments.Add(edit);
        }
    }

    /// <summary>Whether the last edit of the field was made there.</summary>
    public bool CameFrom(Portal portal, NativeField field) => _lastEdited.TryGetValue(field, out var last) && last == portal;
}
