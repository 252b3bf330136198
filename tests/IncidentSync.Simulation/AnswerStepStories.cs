using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>Portals that take a write and do something else.</summary>
public sealed class AnswerStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private readonly SmallWorld _world = new();

    public AnswerStepStories()
    {
        _world.Defender.Create(Id);
        _world.Settle();
    }

    [Fact]
    public void An_answer_that_is_older_than_its_write_settles_nothing_and_the_next_read_does()
    {
        _world.Sentinel.Set(Name, AllFields.Severity, High);
        _world.Once(Portal.Defender, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AnswersPrevious());
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Calls(Portal.Defender, InMemoryPortalOperation.Write).ShouldBe(1);
        Link().Held.ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_Defender_takes_and_does_not_show_is_held_and_not_sent_again()
    {
        _world.Sentinel.Set(Name, AllFields.Severity, High);
        _world.Always(Portal.Defender, InMemoryPortalOperation.Write, new InMemoryPortalFault.Ignored());
        _world.Settle();
        _world.Settle();
        Link().Held.ShouldContainKeyAndValue(AllFields.Severity, HoldReason.NotAccepted);
        _world.Calls(Portal.Defender, InMemoryPortalOperation.Write).ShouldBe(1);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_value_that_Defender_shows_after_all_is_no_edit_of_anybodys(bool editedBetween, bool nextReadIsOld)
    {
        _world.Sentinel.Set(Name, AllFields.Severity, High);
        _world.Once(Portal.Defender, InMemoryPortalOperation.Write, () =>
        {
            if (editedBetween)
            {
                _world.Defender.Set(Id, AllFields.Title, new Seen<string>("Renamed between the GET and the PATCH"));
            }

            if (nextReadIsOld)
            {
                NextReadIsOfNow();
            }

            return new InMemoryPortalFault.AnswersPrevious();
        });
        _world.Read(Portal.Sentinel);
        while (_world.Deliver())
        {
        }

        _world.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.Low));
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Defender.Find(Id)!.Incident[AllFields.Severity].ShouldBe(new Seen<Severity>(Severity.Low));
    }

    [Fact]
    public void A_value_that_Sentinel_takes_and_does_not_show_is_held_until_an_edit_asks_for_another()
    {
        var before = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write);
        _world.Defender.Set(Id, AllFields.Severity, High);
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.Ignored());
        _world.Settle();
        Link().Held.ShouldContainKeyAndValue(AllFields.Severity, HoldReason.NotAccepted);
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.Low));
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(before + 2);
    }

    [Fact]
    public void Tags_that_Sentinel_refuses_are_sent_once_and_held()
    {
        _world.Defender.Set(Id, AllFields.Tags, new Seen<Tags>(Tags.Of("one too many")));
        var refusal = new InMemoryPortalFault.Refused(HttpFailure.Refused(400, "BadRequest", "too many labels"));
        _world.Always(Portal.Sentinel, InMemoryPortalOperation.Write, refusal);
        var before = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write);
        _world.Settle();
        _world.Settle();
        Link().Held.ShouldContainKeyAndValue(AllFields.Tags, HoldReason.Refused);
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(before + 1);
    }

    private void NextReadIsOfNow()
    {
        var now = _world.Time.GetUtcNow();
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        _world.Defender.ListLag = () => TimeSpan.FromSeconds(295);
        _world.Once(
            Portal.Defender, InMemoryPortalOperation.Get, () => new InMemoryPortalFault.Lagging(_world.Time.GetUtcNow() - now));
    }

    private Link Link() => _world.Store.Find(Sample.LinkOf("1"))!;
}
