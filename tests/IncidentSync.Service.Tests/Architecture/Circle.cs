namespace IncidentSync.Service.Tests.Architecture;

/// <summary>That one folder sees another, and by what.</summary>
/// <param name="From">The namespace that sees.</param>
/// <param name="To">The namespace that is seen.</param>
/// <param name="Why">Which of its types uses which, or which file imports it.</param>
internal sealed record Sight(string From, string To, string Why);

/// <summary>Folders that see each other, in words: each of them, and what closes the circle.</summary>
internal static class Circle
{
    private const int MostReasons = 3;

    /// <returns>One circle, the shortest through its first folder; null when there is none.</returns>
    public static string? In(IEnumerable<Sight> sights)
    {
        var seen = sights.Where(sight => sight.From != sight.To).ToLookup(sight => sight.From);
        return seen.Select(folder => folder.Key).Order(StringComparer.Ordinal).Select(folder => Back(folder, seen)).OfType<string>()
            .FirstOrDefault();
    }

    private static string? Back(string start, ILookup<string, Sight> seen)
    {
        var cameFrom = new Dictionary<string, string>();
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var folder))
        {
            foreach (var to in seen[folder].Select(sight => sight.To).Distinct().Order(StringComparer.Ordinal))
            {
                if (to == start)
                {
                    return Words(folder, start, cameFrom, seen);
                }

                if (cameFrom.TryAdd(to, folder))
                {
                    next.Enqueue(to);
                }
            }
        }

        return null;
    }

    private static string Words(string last, string start, Dictionary<string, string> cameFrom, ILookup<string, Sight> seen)
    {
        var way = new List<string> { start };
        for (var folder = last; folder != start; folder = cameFrom[folder])
        {
            way.Insert(0, folder);
        }

        way.Insert(0, start);
        return string.Join(" -> ", way) + string.Concat(way.Zip(way.Skip(1), (from, to) => $"\n  {from} -> {to}: {Reasons(from, to)}"));

        string Reasons(string from, string to) =>
            string.Join(", ", seen[from].Where(sight => sight.To == to).Select(sight => sight.Why).Distinct().Take(MostReasons));
    }
}
