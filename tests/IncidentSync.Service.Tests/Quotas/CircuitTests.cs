using IncidentSync.Service.Quotas;
using IncidentSync.Service.Tests.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>Circuit's table.</summary>
public sealed class CircuitTests
{
    private readonly ManualTime time = new();
    private readonly Circuit circuit;

    public CircuitTests() => circuit = new Circuit(time, mostRefused: 3);

    [Fact]
    public void An_outage_of_six_hours_costs_a_few_calls_and_then_one_a_minute()
    {
        var calls = 0;
        for (var second = 0; second < 6 * 3600; second++, time.Advance(TimeSpan.FromSeconds(1)))
        {
            for (var caller = 0; caller < 100; caller++)
            {
                if (circuit.TryEnter($"{caller}"))
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
            _ = call % 4 == 3 && circuit.Succeed(null);
        }

        circuit.TryEnter(null).ShouldBeTrue();
    }

    [Fact]
    public void One_refused_token_is_tried_again_and_a_second_opens_it()
    {
        circuit.Fail("access denied", denied: true).ShouldBeFalse();
        circuit.TryEnter(null).ShouldBeTrue();
        circuit.Fail("access denied", denied: true).ShouldBeTrue();
        circuit.TryEnter(null).ShouldBeFalse();
        circuit.Open!.Reason.ShouldBe("access denied");
    }

    [Fact]
    public void Only_one_call_probes_at_a_time_and_one_that_is_given_up_leaves_its_place()
    {
        OpenIt();
        time.Advance(circuit.WaitFor(null)!.Value);
        circuit.TryEnter(null).ShouldBeTrue();
        circuit.TryEnter(null).ShouldBeFalse();
        circuit.GiveUp();
        circuit.TryEnter(null).ShouldBeTrue();
    }

    [Fact]
    public void A_call_that_began_before_it_opened_does_not_count_as_a_probe()
    {
        OpenIt();
        var wait = circuit.WaitFor(null);
        circuit.Fail("down", denied: false);
        circuit.WaitFor(null).ShouldBe(wait);
    }

    [Fact]
    public void A_probe_that_ends_well_closes_it()
    {
        OpenIt();
        time.Advance(circuit.WaitFor(null)!.Value);
        circuit.TryEnter(null);
        circuit.Succeed(null).ShouldBeTrue();
        (circuit.Open, circuit.TryEnter(null)).ShouldBe((null, true));
    }

    [Fact]
    public void Three_resources_that_are_refused_alike_open_it_and_one_alone_never_does()
    {
        for (var call = 0; call < 100; call++)
        {
            circuit.Refuse("1", "access denied").ShouldBeFalse();
        }

        circuit.Refuse("2", "access denied").ShouldBeFalse();
        circuit.Refuse("3", "access denied").ShouldBeTrue();
        circuit.TryEnter("4").ShouldBeFalse();
    }

    [Theory]
    [InlineData("denied otherwise", false)]
    [InlineData("access denied", true)]
    public void Those_that_are_refused_otherwise_or_around_one_that_is_let_in_say_nothing_of_the_rest(string second, bool isLetIn)
    {
        circuit.Refuse("1", "access denied");
        circuit.Refuse("2", second);
        _ = isLetIn && circuit.Succeed("9");
        circuit.Refuse("3", "access denied").ShouldBeFalse();
        circuit.TryEnter("4").ShouldBeTrue();
    }

    [Fact]
    public void A_circuit_that_is_told_no_number_stays_closed_however_many_are_refused()
    {
        var reads = new Circuit(time);
        for (var call = 0; call < 100; call++)
        {
            reads.Refuse($"{call}", "access denied").ShouldBeFalse();
        }
    }

    [Fact]
    public void A_list_that_is_refused_is_probed_ever_more_seldom_whatever_incidents_are_asked_for()
    {
        var reads = new Circuit(time);
        while (!reads.Fail("access denied", denied: true))
        {
        }

        var waits = new List<double>();
        for (var id = 0; id < 8; id++)
        {
            waits.Add(reads.WaitFor(null)!.Value.TotalSeconds);
            time.Advance(reads.WaitFor(null)!.Value);
            reads.TryEnter($"{id}").ShouldBeTrue();
            reads.Refuse($"{id}", "access denied");
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);
    }

    [Fact]
    public void What_was_refused_before_is_no_news()
    {
        Refuse("1", "2");
        circuit.Succeed("9");
        Refuse("1", "2", "3", "4");
        circuit.Open.ShouldBeNull();
        circuit.Succeed("1");
        Refuse("1", "5", "6");
        circuit.Open.ShouldNotBeNull();
    }

    [Fact]
    public void What_was_refused_leaves_the_probe_for_a_minute_to_what_was_not()
    {
        Refuse("1", "2", "3");
        time.Advance(circuit.WaitFor("4")!.Value);
        (circuit.TryEnter("3"), circuit.TryEnter("4")).ShouldBe((false, true));
        circuit.Refuse("4", "access denied");
        time.Advance(TimeSpan.FromSeconds(1));
        circuit.TryEnter("5").ShouldBeTrue();
        circuit.Succeed("5").ShouldBeTrue();
        circuit.TryEnter("3").ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_else_is_to_be_asked_one_that_was_refused_asks_in_the_end()
    {
        Refuse("1", "2", "3");
        time.Advance(TimeSpan.FromSeconds(61));
        circuit.TryEnter("2").ShouldBeTrue();
        circuit.Refuse("2", "access denied");
        circuit.WaitFor(null).ShouldBe(TimeSpan.FromSeconds(2));
        time.Advance(circuit.WaitFor("2")!.Value);
        circuit.TryEnter("2").ShouldBeTrue();
        circuit.Succeed("2").ShouldBeTrue();
    }

    private void Refuse(params IEnumerable<string> resources)
    {
        foreach (var resource in resources)
        {
            circuit.Refuse(resource, "access denied");
        }
    }

    private void OpenIt()
    {
        while (!circuit.Fail("down", denied: false))
        {
        }
    }
}
