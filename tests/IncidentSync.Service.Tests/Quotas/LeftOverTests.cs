using IncidentSync.Service.Quotas;
using IncidentSync.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

public sealed class LeftOverTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly ManualTime _time = new();
    private readonly LeftOver _left;

    public LeftOverTests() => _left = new LeftOver(Window, _time);

    [Fact]
    public void Nothing_is_known_until_the_portal_says_something()
    {
        _left.Take(1).ShouldBeNull();
        _left.Now.ShouldBeNull();
    }

    [Fact]
    public void What_was_sent_since_is_no_longer_left()
    {
        Said(1, 74);
        (_left.Take(2), _left.Take(3), _left.Now).ShouldBe((74, 73, 72));
    }

    [Fact]
    public void What_was_sent_before_the_answer_came_is_not_counted_twice()
    {
        _left.Take(1);
        _left.Take(2);
        _left.Take(3);
        _left.Hear(2, 73);
        _left.Now.ShouldBe(72);
        _left.Hear(3, 72);
        _left.Now.ShouldBe(72);
    }

    [Fact]
    public void An_answer_that_was_overtaken_is_old()
    {
        _left.Take(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Said(2, 20);
        _left.Hear(1, 74);
        _left.Now.ShouldBe(20);
    }

    [Fact]
    public void A_call_that_is_given_back_was_never_sent()
    {
        Said(1, 74);
        _left.Take(2);
        _left.GiveBack(2);
        _left.Now.ShouldBe(74);
    }

    [Fact]
    public void What_has_left_the_window_is_left_again()
    {
        _left.Take(1);
        _left.Take(2);
        _time.Advance(Window / 2);
        Said(3, 0);
        _left.Now.ShouldBe(0);
        _time.Advance(Window / 2);
        _left.Now.ShouldBe(2);
    }

    [Fact]
    public void What_was_said_a_window_ago_or_was_taken_back_holds_no_longer()
    {
        Said(1, 0);
        _time.Advance(Window);
        _left.Now.ShouldBeNull();
        Said(2, 0);
        _left.Forget();
        _left.Now.ShouldBeNull();
    }

    [Fact]
    public void Nothing_below_nothing_is_left()
    {
        Said(1, 1);
        _left.Take(2);
        _left.Take(3).ShouldBe(0);
        _left.Now.ShouldBe(0);
    }

    private void Said(long number, int said)
    {
        _left.Take(number);
        _left.Hear(number, said);
    }
}
