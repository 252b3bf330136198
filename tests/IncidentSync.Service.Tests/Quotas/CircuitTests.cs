using IncidentSync.Service.Quotas;
using IncidentSync.Service.Tests.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>Circuit's table.</summary>
public sealed class CircuitTests
{
    private readonly ManualTime time = new();
    private readonly Circuit circuit;

    public CircuitTests() => circuit = new Circuit(time);

    [Fact]
    public void An_outage_of_six_hours_costs_a_few_calls_and_then_one_a_minute()
    {
        var calls = 0;
        for (var second = 0; second < 6 * 3600; second++, time.Advance(TimeSpan.FromSeconds(1)))
        {
            for (var caller = 0; caller < 100; caller++)
            {
                if (circuit.TryEnter())
                {
                    calls++;
                    circuit.Fail("down", denied: false);
                }
            }
        }

        calls.ShouldBeInRange(6 * 60, (6 * 60) + 15);
    }

    [Fact]
    public void Failures_between_successes_do_not_open_it()
    {
        for (var call = 0; call < 100; call++)
        {
            circuit.Fail("down", denied: false).ShouldBeFalse();
            _ = call % 4 == 3 && circuit.Succeed();
        }

        circuit.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public void One_refused_token_is_tried_again_and_a_second_opens_it()
    {
        circuit.Fail("access denied", denied: true).ShouldBeFalse();
        circuit.TryEnter().ShouldBeTrue();
        circuit.Fail("access denied", denied: true).ShouldBeTrue();
        circuit.TryEnter().ShouldBeFalse();
        circuit.Open!.Reason.ShouldBe("access denied");
    }

    [Fact]
    public void Only_one_call_probes_at_a_time_and_one_that_is_given_up_leaves_its_place()
    {
        OpenIt();
        time.Advance(circuit.Wait!.Value);
        circuit.TryEnter().ShouldBeTrue();
        circuit.TryEnter().ShouldBeFalse();
        circuit.GiveUp();
        circuit.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public void A_call_that_began_before_it_opened_does_not_count_as_a_probe()
    {
        OpenIt();
        var wait = circuit.Wait;
        circuit.Fail("down", denied: false);
        circuit.Wait.ShouldBe(wait);
    }

    [Fact]
    public void A_probe_that_ends_well_closes_it()
    {
        OpenIt();
        time.Advance(circuit.Wait!.Value);
        circuit.TryEnter();
        circuit.Succeed().ShouldBeTrue();
        (circuit.Open, circuit.TryEnter()).ShouldBe((null, true));
    }

    private void OpenIt()
    {
        while (!circuit.Fail("down", denied: false))
        {
        }
    }
}
