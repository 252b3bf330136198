namespace IncidentSync.Simulation;

/// <summary>
/// The journal at one instant. Rows are only ever added, so the instants share one list and each knows how much of it is its own.
/// </summary>
internal sealed class StoredJournal
{
    public static StoredJournal Empty => new([], 0);

    private readonly List<JournalRow> _shared;

    private StoredJournal(List<JournalRow> shared, int count) => (_shared, Count) = (shared, count);

    public int Count { get; }

    public IEnumerable<JournalRow> Rows => _shared.Take(Count);

    /// <summary>What came after another instant of the same journal.</summary>
    public IEnumerable<JournalRow> Since(StoredJournal before) => _shared.GetRange(before.Count, Count - before.Count);

    /// <summary>
    /// The journal with more. A transaction that failed may have added rows that nobody keeps: then it goes on in a list of its own.
    /// </summary>
    public StoredJournal Add(IEnumerable<JournalRow> rows)
    {
        var list = _shared.Count == Count ? _shared : [.. Rows];
        list.AddRange(rows);
        return new(list, list.Count);
    }
}
