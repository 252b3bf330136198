using IncidentSync.Simulator.OData;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>Puts a list in the order of an <c>$orderby</c>. No page documents one for incidents; the metadata says sortable, and two
/// shipped clients send it (Splunk SOAR: lastUpdateDateTime).</summary>
internal sealed class GraphOrder : IComparer<object?>
{
    private static readonly GraphOrder ByValue = new();

    /// <returns>Null when it names what a list cannot be ordered by.</returns>
    public static Func<IEnumerable<T>, IEnumerable<T>>? Of<T>(string? orderBy, Func<string, ODataProperty<T>?> properties)
    {
        if (string.IsNullOrWhiteSpace(orderBy))
        {
            return static items => items;
        }

        var keys = new List<(Func<T, object?> Value, bool Descending)>();
        foreach (var key in orderBy.Split(','))
        {
            var words = key.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not ([_] or [_, "asc" or "desc"]) || properties(words[0]) is not { } property)
            {
                return null;
            }

            keys.Add((property.Value, words is [_, "desc"]));
        }

        return items => keys.AsEnumerable().Reverse().Aggregate(items, (sorted, key) =>
            key.Descending ? sorted.OrderByDescending(key.Value, ByValue) : sorted.OrderBy(key.Value, ByValue));
    }

    // Nothing comes first.
    public int Compare(object? x, object? y) =>
        x is string left && y is string right ? string.CompareOrdinal(left, right) : Comparer<object?>.Default.Compare(x, y);
}
