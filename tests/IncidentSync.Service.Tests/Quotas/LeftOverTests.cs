using IncidentSync.Service.Quotas;
using IncidentSync.Service.Tests.Simulation;

namespace IncidentSync.Service.Tests.Quotas;

public sealed class LeftOverTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly ManualTime time = new();
    private readonly LeftOver left;

    public LeftOverTests() => left = new LeftOver(Window, time);

    [Fact]
    public void Nothing_is_known_until_the_portal_says_something()
    {
        left.Take(1).ShouldBeNull();
        left.Now.ShouldBeNull();
    }

    [Fact]
    public void What_was_sent_since_is_no_longer_left()
    {
        Said(1, 74);
        (left.Take(2), left.Take(3), left.Now).ShouldBe((74, 73, 72));
    }

    [Fact]
    public void What_was_sent_before_the_answer_came_is_not_counted_twice()
    {
        left.Take(1);
        left.Take(2);
        left.Take(3);
        left.Hear(2, 73);
        left.Now.ShouldBe(72);
        left.Hear(3, 72);
        left.Now.ShouldBe(72);
    }

    [Fact]
    public void An_answer_that_was_overtaken_is_old()
    {
        left.Take(1);
        time.Advance(TimeSpan.FromSeconds(1));
        Said(2, 20);
        left.Hear(1, 74);
        left.Now.ShouldBe(20);
    }

    [Fact]
    public void A_call_that_is_given_back_was_never_sent()
    {
        Said(1, 74);
        left.Take(2);
        left.GiveBack(2);
        left.Now.ShouldBe(74);
    }

    [Fact]
    public void What_has_left_the_window_is_left_again()
    {
        left.Take(1);
        left.Take(2);
        time.Advance(Window / 2);
        Said(3, 0);
        left.Now.ShouldBe(0);
        time.Advance(Window / 2);
        left.Now.ShouldBe(2);
    }

    [Fact]
    public void What_was_said_a_window_ago_or_was_taken_back_holds_no_longer()
    {
        Said(1, 0);
        time.Advance(Window);
        left.Now.ShouldBeNull();
        Said(2, 0);
        left.Forget();
        left.Now.ShouldBeNull();
    }

    [Fact]
    public void Nothing_below_nothing_is_left()
    {
        Said(1, 1);
        left.Take(2);
        left.Take(3).ShouldBe(0);
        left.Now.ShouldBe(0);
    }

    private void Said(long number, int said)
    {
        left.Take(number);
        left.Hear(number, said);
    }
}
