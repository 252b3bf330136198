using System.Collections.Concurrent;

namespace IncidentSync.Simulator.Api;

/// <summary>A bucket a key may empty at once and that refills steadily.</summary>
internal sealed class TokenBucket<TKey>(int size, double refillPerSecond, TimeProvider real)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Level> _levels = new();

    public Spending Spend(TKey key)
    {
        var level = _levels.GetOrAdd(key, _ => new Level { Tokens = size, At = real.GetUtcNow() });
        lock (level)
        {
            var now = real.GetUtcNow();
            level.Tokens = Math.Min(size, level.Tokens + (now - level.At).TotalSeconds * refillPerSecond);
            level.At = now;
            if (level.Tokens < 1)
            {
                return new Spending(size, TimeSpan.FromSeconds((1 - level.Tokens) / refillPerSecond));
            }

            level.Tokens--;
            return new Spending(size - (int)level.Tokens, null);
        }
    }

    public void Clear() => _levels.Clear();

    private sealed class Level
    {
        public double Tokens { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
