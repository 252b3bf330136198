using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Scheduling;

namespace IncidentSync.Simulation.Checking;

/// <summary>
/// What an outsider could have written down: every change of every field in both portals and who made it, every comment, every snapshot
/// that was stored, every row of the journal, in one order. The checker reads nothing else.
/// </summary>
internal sealed class History(Scheduler scheduler)
{
    private readonly Dictionary<(Portal Portal, IncidentId Id, string Field), List<Change>> _changes = [];
    private readonly Dictionary<(Portal Portal, IncidentId Id, string Field), List<Change>> _repetitions = [];
    private readonly Dictionary<LinkId, List<JournalNote>> _journal = [];
    private readonly Dictionary<(Portal Portal, IncidentId Id), List<long>> _touches = [];
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>The place of what happens now in everything that happens.</summary>
    public long Now { get; private set; }

    public long Edits { get; private set; }

    public long EngineWrites { get; private set; }

    /// <summary>People's comments by token, with where they were written.</summary>
    public Dictionary<string, (Portal Portal, IncidentId Id)> Comments { get; } = [];

    public IEnumerable<Change> PeoplesChanges => _changes.Values.SelectMany(list => list).Where(change => change.Author == Author.Person);

    /// <summary>What the engine changed of an incident.</summary>
    public IEnumerable<Change> EngineChanges(Portal portal, IncidentId id) =>
        OfIncident(portal, id).Where(change => change.Author == Author.Engine);

    /// <summary>When somebody who is not the engine saved the incident, whether or not that changed a field.</summary>
    public IReadOnlyList<long> TouchesOf(Portal portal, IncidentId id) => _touches.GetValueOrDefault((portal, id), []);

    /// <summary>What the engine knew.</summary>
    public Readings Readings { get; } = new();

    public long Next() => ++Now;

    public void Stored(Snapshot snapshot) => Readings.Add(Next(), snapshot);

    public void Violate(string invariant, string what)
    {
        scheduler.Trace.Add($"{scheduler.Now:O} VIOLATION {invariant}: {what}");
        _violations.Add($"{invariant}: {what}");
    }

    public IReadOnlyList<Change> Of(Portal portal, IncidentId id, string field) => _changes.GetValueOrDefault((portal, id, field), []);

    /// <summary>The engine's writes of what stood there already: nothing changed, and from then on it is the engine's value.</summary>
    public IReadOnlyList<Change> RepetitionsOf(Portal portal, IncidentId id, string field) =>
        _repetitions.GetValueOrDefault((portal, id, field), []);

    public IReadOnlyList<JournalNote> JournalOf(LinkId link) => _journal.GetValueOrDefault(link, []);

    /// <summary>What the field held at that place of the history.</summary>
    public string At(Portal portal, IncidentId id, string field, long no) =>
        Of(portal, id, field) is var list && list.LastOrDefault(change => change.No <= no) is { } last ? last.After
        : list.Count > 0 ? list[0].Before : "";

    public void Journaled(LinkId link, IncidentSync.Core.Links.JournalEntry entry)
    {
        if (!_journal.TryGetValue(link, out var notes))
        {
            _journal[link] = notes = [];
        }

        notes.Add(new JournalNote(Next(), entry));
    }

    /// <summary>A portal keeps a new version of an incident.</summary>
    public void Saved(Snapshot? before, Snapshot after, Author author, CallFacts? call)
    {
        var (then, now) = (before is null ? [] : PortalWords.Read(after.Portal, before.Raw), PortalWords.Read(after.Portal, after.Raw));
        var no = Next();
        EngineWrites += author == Author.Engine ? 1 : 0;
        if (author != Author.Engine)
        {
            AddTo(_touches, (after.Portal, after.Id), no);
        }

        foreach (var field in then.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, stands) = (then.GetValueOrDefault(field, ""), now.GetValueOrDefault(field, ""));
            var change = new Change(no, scheduler.Now, after.Portal, after.Id, field, was, stands, author, call);
            if (was != stands || before is null)
            {
                Add(change);
            }
            else if (call?.Written.Contains(PortalWords.FieldOf(field)) == true)
            {
                AddTo(_repetitions, (change.Portal, change.Id, change.Field), change);
            }
        }
    }

    /// <summary>Somebody deleted an incident, and every value with it.</summary>
    public void Deleted(Snapshot last)
    {
        var no = Next();
        foreach (var (field, was) in PortalWords.Read(last.Portal, last.Raw))
        {
            Add(new Change(no, scheduler.Now, last.Portal, last.Id, field, was, "", Author.Other, null));
        }
    }

    private IEnumerable<Change> OfIncident(Portal portal, IncidentId id) =>
        _changes.Where(pair => pair.Key.Portal == portal && pair.Key.Id == id).SelectMany(pair => pair.Value);

    private void Add(Change change)
    {
        AddTo(_changes, (change.Portal, change.Id, change.Field), change);
        Edits += change.Author == Author.Person ? 1 : 0;
        scheduler.Trace.Add(
            $"{change.At:O} {change.Portal} {change.Id} {change.Field}: '{change.Before}' to '{change.After}' by {change.Author}");
    }

    private static void AddTo<TKey, TValue>(Dictionary<TKey, List<TValue>> all, TKey key, TValue value)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var list))
        {
            all[key] = list = [];
        }

        list.Add(value);
    }
}
