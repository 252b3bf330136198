using System.Collections.Concurrent;

namespace IncidentSync.Simulator.Api;

/// <summary>Allows a number of calls in any window, per key, or of what calls cost. Refused calls count too (Microsoft Graph's page
/// "throttling guidance"), so a client that does not wait stays refused.</summary>
internal sealed class SlidingBudget<TKey>(int calls, TimeSpan window, TimeProvider real)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Window> _spent = new();

    /// <summary>The number of calls; what was spent before a change still counts.</summary>
    public int Calls { get; set; } = calls;

    public Spending Spend(TKey key, int cost = 1)
    {
        var spent = _spent.GetOrAdd(key, static _ => new Window());
        lock (spent)
        {
            var now = real.GetUtcNow();
            while (spent.Entries.TryPeek(out var oldest) && oldest.At <= now - window)
            {
                spent.DropOldest();
            }

            var most = Calls;
            var refused = spent.Used + cost > most;
            spent.Add(now, cost);
            while (spent.Used > 2L * most && spent.Entries.Count > 1)
            {
                spent.DropOldest();
            }

            return new Spending((int)spent.Used, refused ? spent.RoomAt(most - cost) + window - now : null);
        }
    }

    public void Clear() => _spent.Clear();

    private sealed class Window
    {
        public Queue<(DateTimeOffset At, int Cost)> Entries { get; } = new();

        public long Used { get; private set; }

        public void Add(DateTimeOffset at, int cost)
        {
            Entries.Enqueue((at, cost));
            Used += cost;
        }

        public void DropOldest() => Used -= Entries.Dequeue().Cost;

        /// <returns>Of which moment the entries must have left, so that no more than <paramref name="most"/> is used.</returns>
        public DateTimeOffset RoomAt(int most)
        {
            var left = Used;
            foreach (var (at, cost) in Entries)
            {
                left -= cost;
                if (left <= most)
                {
                    return at;
                }
            }

            return Entries.Last().At;
        }
    }
}
