using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Values;

public sealed class BackoffTests
{
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    [Fact]
    public void A_wait_doubles_with_every_failure_up_to_the_longest() =>
        Enumerable.Range(0, 8).Select(earlier => Backoff.After(earlier).TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);

    [Fact]
    public void However_many_failures_come_it_stays_the_longest() => Backoff.After(int.MaxValue).ShouldBe(Backoff.Longest);
}
