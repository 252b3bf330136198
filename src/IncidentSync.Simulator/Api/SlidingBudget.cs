using System.Collections.Concurrent;

namespace IncidentSync.Simulator.Api;

/// <summary>Allows a number of calls in any window, per key. Refused calls count too (Microsoft Graph's page "throttling guidance"), so
/// a client that does not wait stays refused.</summary>
internal sealed class SlidingBudget<TKey>(int calls, TimeSpan window, TimeProvider real)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Queue<DateTimeOffset>> _spent = new();

    /// <summary>The number of calls; what was spent before a change still counts.</summary>
    public int Calls { get; set; } = calls;

    public Spending Spend(TKey key)
    {
        var stamps = _spent.GetOrAdd(key, static _ => new Queue<DateTimeOffset>());
        lock (stamps)
        {
            var now = real.GetUtcNow();
            while (stamps.TryPeek(out var oldest) && oldest <= now - window)
            {
                stamps.Dequeue();
            }

            var most = Calls;
            var refused = stamps.Count >= most;
            stamps.Enqueue(now);
            while (stamps.Count > 2 * most)
            {
                stamps.Dequeue();
            }

            return new Spending(stamps.Count, refused ? stamps.ElementAt(stamps.Count - most) + window - now : null);
        }
    }

    public void Clear() => _spent.Clear();
}
