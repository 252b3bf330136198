using System.Collections.Concurrent;

namespace IncidentSync.Simulator.Api;

/// <summary>So many calls in any window, per key. Refused calls count too (Microsoft Graph's page "throttling guidance"), so a client that
/// does not wait stays refused.</summary>
internal sealed class SlidingBudget<TKey>(int calls, TimeSpan window, TimeProvider real)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Queue<DateTimeOffset>> spent = new();

    public Spending Spend(TKey key)
    {
        var stamps = spent.GetOrAdd(key, static _ => new Queue<DateTimeOffset>());
        lock (stamps)
        {
            var now = real.GetUtcNow();
            while (stamps.TryPeek(out var oldest) && oldest <= now - window)
                stamps.Dequeue();
            var refused = stamps.Count >= calls;
            stamps.Enqueue(now);
            if (stamps.Count > 2 * calls)
                stamps.Dequeue();
            return new Spending(stamps.Count, refused ? stamps.ElementAt(stamps.Count - calls) + window - now : null);
        }
    }

    public void Clear() => spent.Clear();
}
