using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Tests.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>What is said of a call that waits for its turn, of which a used-up budget has thousands.</summary>
public sealed class QuotaWaitLogTests
{
    private static readonly IncidentId Id = new("1");
    private readonly SmallWorld world = new();

    [Theory]
    [InlineData(true, "Debug")]
    [InlineData(false, "Information")]
    public void A_wait_for_a_turn_is_for_whoever_looks_closely_and_a_failure_is_for_all(bool isTurn, string level)
    {
        world.Defender.Create(Id);
        world.Settle();
        var failure = new Failure.RetryLater(TimeSpan.FromSeconds(5), "no calls are left") { IsTurn = isTurn };
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.Refused(failure));
        world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        world.Settle();
        world.Logs.Lines.Single(line => line.Contains("no calls are left")).ShouldStartWith(level);
        world.ShouldBeInStep();
    }
}
