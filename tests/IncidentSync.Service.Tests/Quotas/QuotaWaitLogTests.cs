using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>What is said of a call that waits for its turn, of which a used-up budget has thousands.</summary>
public sealed class QuotaWaitLogTests
{
    private static readonly IncidentId Id = new("1");
    private readonly SmallWorld _world = new();

    [Theory]
    [InlineData(true, "Debug")]
    [InlineData(false, "Information")]
    public void A_wait_for_a_turn_is_for_whoever_looks_closely_and_a_failure_is_for_all(bool isTurn, string level)
    {
        _world.Defender.Create(Id);
        _world.Settle();
        var failure = new Failure.RetryLater(TimeSpan.FromSeconds(5), "no calls are left") { IsTurn = isTurn };
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.Refused(failure));
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        _world.Settle();
        _world.Logs.Lines.Single(line => line.Contains("no calls are left")).ShouldStartWith(level);
        _world.ShouldBeInStep();
    }
}
