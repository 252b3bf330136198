namespace IncidentSync.Simulator.Dice;

/// <summary>What a day draws from its random streams.</summary>
internal static class Chance
{
    public static bool Happens(this Random random, double probability) => random.NextDouble() < probability;

    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>One of several, each as likely as its weight.</summary>
    public static T Weighted<T>(this Random random, params ReadOnlySpan<(T Value, double Weight)> choices)
    {
        var total = 0.0;
        foreach (var (_, weight) in choices)
        {
            total += weight;
        }

        var drawn = random.NextDouble() * total;
        foreach (var (value, weight) in choices)
        {
            if ((drawn -= weight) < 0)
            {
                return value;
            }
        }

        return choices[^1].Value;
    }

    /// <summary>Log-normal around a median: nearly all waits of people and machines look like that.</summary>
    public static TimeSpan Around(this Random random, TimeSpan median, double sigma) => median * Math.Exp(sigma * random.Normal());

    /// <summary>Log-uniform: each order of magnitude between the two is as likely as the next.</summary>
    public static TimeSpan Between(this Random random, TimeSpan least, TimeSpan most) =>
        least * Math.Pow(most / least, random.NextDouble());

    /// <summary>The gap to the next of many independent events.</summary>
    public static TimeSpan Gap(this Random random, TimeSpan mean) => mean * -Math.Log(1 - random.NextDouble());

    public static Guid NextGuid(this Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
