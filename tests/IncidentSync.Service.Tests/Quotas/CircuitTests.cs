using IncidentSync.Service.Quotas;
using IncidentSync.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>Circuit's table.</summary>
public sealed class CircuitTests
{
    private readonly ManualTime _time = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new Circuit(_time, mostRefused: 3);

    [Fact]
    public void An_outage_of_six_hours_costs_a_few_calls_and_then_one_a_minute()
    {
        var calls = 0;
        for (var second = 0; second < 6 * 3600; second++, _time.Advance(TimeSpan.FromSeconds(1)))
        {
            for (var caller = 0; caller < 100; caller++)
            {
                if (_circuit.TryEnter($"{caller}"))
                {
                    calls++;
                    _circuit.Fail("down", denied: false);
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
            _circuit.Fail("down", denied: false).ShouldBeFalse();
            _ = call % 4 == 3 && _circuit.Succeed(null);
        }

        _circuit.TryEnter(null).ShouldBeTrue();
    }

    [Fact]
    public void One_refused_token_is_tried_again_and_a_second_opens_it()
    {
        _circuit.Fail("access denied", denied: true).ShouldBeFalse();
        _circuit.TryEnter(null).ShouldBeTrue();
        _circuit.Fail("access denied", denied: true).ShouldBeTrue();
        _circuit.TryEnter(null).ShouldBeFalse();
        _circuit.Open!.Reason.ShouldBe("access denied");
    }

    [Fact]
    public void Only_one_call_probes_at_a_time_and_one_that_is_given_up_leaves_its_place()
    {
        OpenIt();
        _time.Advance(_circuit.WaitFor(null)!.Value);
        _circuit.TryEnter(null).ShouldBeTrue();
        _circuit.TryEnter(null).ShouldBeFalse();
        _circuit.GiveUp();
        _circuit.TryEnter(null).ShouldBeTrue();
    }

    [Fact]
    public void A_call_that_began_before_it_opened_does_not_count_as_a_probe()
    {
        OpenIt();
        var wait = _circuit.WaitFor(null);
        _circuit.Fail("down", denied: false);
        _circuit.WaitFor(null).ShouldBe(wait);
    }

    [Fact]
    public void A_probe_that_ends_well_closes_it()
    {
        OpenIt();
        _time.Advance(_circuit.WaitFor(null)!.Value);
        _circuit.TryEnter(null);
        _circuit.Succeed(null).ShouldBeTrue();
        (_circuit.Open, _circuit.TryEnter(null)).ShouldBe((null, true));
    }

    [Fact]
    public void Three_resources_that_are_refused_alike_open_it_and_one_alone_never_does()
    {
        for (var call = 0; call < 100; call++)
        {
            _circuit.Refuse("1", "access denied").ShouldBeFalse();
        }

        _circuit.Refuse("2", "access denied").ShouldBeFalse();
        _circuit.Refuse("3", "access denied").ShouldBeTrue();
        _circuit.TryEnter("4").ShouldBeFalse();
    }

    [Theory]
    [InlineData("denied otherwise", false)]
    [InlineData("access denied", true)]
    public void Those_that_are_refused_otherwise_or_around_one_that_is_let_in_say_nothing_of_the_rest(string second, bool isLetIn)
    {
        _circuit.Refuse("1", "access denied");
        _circuit.Refuse("2", second);
        _ = isLetIn && _circuit.Succeed("9");
        _circuit.Refuse("3", "access denied").ShouldBeFalse();
        _circuit.TryEnter("4").ShouldBeTrue();
    }

    [Fact]
    public void A_circuit_that_is_told_no_number_stays_closed_however_many_are_refused()
    {
        var reads = new Circuit(_time);
        for (var call = 0; call < 100; call++)
        {
            reads.Refuse($"{call}", "access denied").ShouldBeFalse();
        }
    }

    [Fact]
    public void A_list_that_is_refused_is_probed_ever_more_seldom_whatever_incidents_are_asked_for()
    {
        var reads = new Circuit(_time);
        while (!reads.Fail("access denied", denied: true))
        {
        }

        var waits = new List<double>();
        for (var id = 0; id < 8; id++)
        {
            waits.Add(reads.WaitFor(null)!.Value.TotalSeconds);
            _time.Advance(reads.WaitFor(null)!.Value);
            reads.TryEnter($"{id}").ShouldBeTrue();
            reads.Refuse($"{id}", "access denied");
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);
    }

    [Fact]
    public void What_was_refused_before_is_no_news()
    {
        Refuse("1", "2");
        _circuit.Succeed("9");
        Refuse("1", "2", "3", "4");
        _circuit.Open.ShouldBeNull();
        _circuit.Succeed("1");
        Refuse("1", "5", "6");
        _circuit.Open.ShouldNotBeNull();
    }

    [Fact]
    public void What_was_refused_leaves_the_probe_for_a_minute_to_what_was_not()
    {
        Refuse("1", "2", "3");
        _time.Advance(_circuit.WaitFor("4")!.Value);
        (_circuit.TryEnter("3"), _circuit.TryEnter("4")).ShouldBe((false, true));
        _circuit.Refuse("4", "access denied");
        _time.Advance(TimeSpan.FromSeconds(1));
        _circuit.TryEnter("5").ShouldBeTrue();
        _circuit.Succeed("5").ShouldBeTrue();
        _circuit.TryEnter("3").ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_else_is_to_be_asked_one_that_was_refused_asks_in_the_end()
    {
        Refuse("1", "2", "3");
        _time.Advance(TimeSpan.FromSeconds(61));
        _circuit.TryEnter("2").ShouldBeTrue();
        _circuit.Refuse("2", "access denied");
        _circuit.WaitFor(null).ShouldBe(TimeSpan.FromSeconds(2));
        _time.Advance(_circuit.WaitFor("2")!.Value);
        _circuit.TryEnter("2").ShouldBeTrue();
        _circuit.Succeed("2").ShouldBeTrue();
    }

    private void Refuse(params IEnumerable<string> resources)
    {
        foreach (var resource in resources)
        {
            _circuit.Refuse(resource, "access denied");
        }
    }

    private void OpenIt()
    {
        while (!_circuit.Fail("down", denied: false))
        {
        }
    }
}
