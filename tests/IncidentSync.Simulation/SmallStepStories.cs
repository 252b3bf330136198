using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>What can happen between two steps of the stages, one thing at a time.</summary>
public sealed class SmallStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Severity> Low = new(Severity.Low);
    private readonly SmallWorld _world = new();

    public SmallStepStories() => _world.Defender.Create(Id);

    [Fact]
    public void An_incident_gets_a_twin_and_one_comment_of_ours()
    {
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Sentinel.Comments(Name).Count.ShouldBe(1);
        (Calls(Portal.Sentinel, InMemoryPortalOperation.Write), Calls(Portal.Defender, InMemoryPortalOperation.Write)).ShouldBe((1, 0));
    }

    [Fact]
    public void Nothing_is_written_once_all_is_in_step()
    {
        _world.Settle();
        var calls = _world.Trace.Count(line => line.EndsWith("Write") || line.EndsWith("Comment"));
        _world.Restart();
        _world.Settle();
        _world.Settle();
        _world.Trace.Count(line => line.EndsWith("Write") || line.EndsWith("Comment")).ShouldBe(calls);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void An_edit_travels(Portal from)
    {
        _world.Settle();
        Edit(from, High);
        _world.Settle();
        _world.ShouldBeInStep();
        SeverityNow().ShouldBe(High);
    }

    [Fact]
    public void A_change_that_shows_at_the_last_moment_is_not_passed_over()
    {
        var other = _world.Defender.Create(new IncidentId("2")).Id;
        _world.Settle();
        _world.Defender.ListLag = () => TimeSpan.FromSeconds(295);
        _world.Defender.Set(Id, AllFields.Title, new Seen<string>("Phish"));
        _world.Defender.ListLag = () => TimeSpan.Zero;
        Pass(290);
        Pass(20, () => _world.Defender.Set(other, AllFields.Title, new Seen<string>("Malware")));
        Pass(5);
        _world.Settle();
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_comment_with_the_very_stamp_of_the_edit_before_it_is_carried()
    {
        _world.Settle();
        _world.Defender.Set(Id, AllFields.Title, new Seen<string>("Phish"));
        _world.Read(Portal.Defender);
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "looked at it");
        _world.Settle();
        _world.Sentinel.Comments(Name).Count.ShouldBe(2);
    }

    [Fact]
    public void The_loser_of_a_conflict_is_in_the_journal_before_it_is_overwritten()
    {
        _world.Settle();
        Edit(Portal.Defender, Low);
        Edit(Portal.Sentinel, High);
        _world.Fault = call => call is { Portal: Portal.Defender, Operation: InMemoryPortalOperation.Write } ? See(HasConflict) : null;
        _world.Settle();
        SeverityNow().ShouldBe(High);
        HasConflict().ShouldBeTrue();
    }

    [Fact]
    public void A_change_that_comes_before_a_put_is_not_overwritten()
    {
        _world.Settle();
        Edit(Portal.Defender, High);
        var active = new Seen<Status>(Status.Active);
        Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => _world.Sentinel.Set(Name, AllFields.Status, active));
        _world.Settle();
        _world.ShouldBeInStep();
        (SeverityNow(), _world.Defender.Find(Id)!.Incident[AllFields.Status]).ShouldBe((High, active));
    }

    [Fact]
    public void A_change_that_comes_before_a_patch_is_not_overwritten()
    {
        _world.Settle();
        Edit(Portal.Sentinel, High);
        Once(Portal.Defender, InMemoryPortalOperation.Get, () => _world.Defender.Set(Id, AllFields.Severity, Low));
        _world.Settle();
        _world.ShouldBeInStep();
        HasConflict().ShouldBeTrue();
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_write_whose_answer_is_lost_is_not_sent_again(Portal from)
    {
        _world.Settle();
        Edit(from, High);
        var before = Calls(from.Other(), InMemoryPortalOperation.Write);
        Once(from.Other(), InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        _world.Settle();
        _world.ShouldBeInStep();
        Calls(from.Other(), InMemoryPortalOperation.Write).ShouldBe(before + 1);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_write_that_takes_effect_late_is_one_edit(Portal from)
    {
        _world.Settle();
        Edit(from, High);
        var before = Calls(from.Other(), InMemoryPortalOperation.Write);
        Once(from.Other(), InMemoryPortalOperation.Write, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        _world.Settle();
        _world.ShouldBeInStep();
        Calls(from.Other(), InMemoryPortalOperation.Write).ShouldBeLessThanOrEqualTo(before + 2);
        (SeverityNow(), HasConflict()).ShouldBe((High, false));
    }

    [Fact]
    public void A_value_that_is_refused_is_held_and_the_others_go_on()
    {
        _world.Settle();
        Edit(Portal.Defender, High);
        _world.Defender.Set(Id, AllFields.Title, new Seen<string>("refused"));
        _world.Fault = call => call is { Portal: Portal.Sentinel, Operation: InMemoryPortalOperation.Write } && Intended()
            .Contains(AllFields.Title)
            ? new InMemoryPortalFault.Refused(HttpFailure.Refused(400, "BadRequest", "no"))
            : null;
        _world.Settle();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Severity].ShouldBe(High);
        Link().Held.Keys.ShouldBe([AllFields.Title]);
    }

    [Fact]
    public void Told_to_stop_between_two_writes_the_rest_waits_for_the_next_start()
    {
        Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => _world.Stopping.Cancel());
        Should.Throw<OperationCanceledException>(_world.Settle);
        (_world.Sentinel.All().Count, _world.Sentinel.Comments(Name).Count, _world.Store.IsFree(Sample.LinkOf("1"))).ShouldBe((1, 0, true));
        _world.Restart();
        _world.Settle();
        _world.ShouldBeInStep();
        (Calls(Portal.Sentinel, InMemoryPortalOperation.Write), _world.Sentinel.Comments(Name).Count).ShouldBe((1, 1));
    }

    private void Pass(int seconds, Action? then = null)
    {
        _world.Time.Advance(TimeSpan.FromSeconds(seconds));
        then?.Invoke();
        if (then is null)
        {
            _world.Read(Portal.Defender);
        }
    }

    private Reading SeverityNow() => _world.Defender.Find(Id)!.Incident[AllFields.Severity];

    private Link Link() => _world.Store.Find(Sample.LinkOf("1"))!;

    private IEnumerable<Field> Intended() =>
        Link().Intents.OfType<Intent.Change>().Take(1).SelectMany(change => change.Fields).Select(write => write.Field);

    private bool HasConflict() =>
        _world.Store.JournalOf(Sample.LinkOf("1"))
            .Any(row => row.Kind == JournalKind.Conflict && row.Field == AllFields.Severity && row.Was == Low);

    private int Calls(Portal portal, InMemoryPortalOperation operation) => _world.Calls(portal, operation);

    private void Edit(Portal portal, Seen<Severity> severity)
    {
        if (portal == Portal.Defender)
        {
            _world.Defender.Set(Id, AllFields.Severity, severity);
        }
        else
        {
            _world.Sentinel.Set(Name, AllFields.Severity, severity);
        }
    }

    private void Once(Portal portal, InMemoryPortalOperation operation, InMemoryPortalFault fault) => Meet(portal, operation, () => fault);

    private void Once(Portal portal, InMemoryPortalOperation operation, Action happens) => Meet(portal, operation, () =>
    {
        happens();
        return null;
    });

    private void Meet(Portal portal, InMemoryPortalOperation operation, Func<InMemoryPortalFault?> what)
    {
        var met = false;
        _world.Fault = call =>
        {
            if (met || call.Portal != portal || call.Operation != operation)
            {
                return null;
            }

            met = true;
            return what();
        };
    }

    private static InMemoryPortalFault? See(Func<bool> isTrue)
    {
        isTrue().ShouldBeTrue();
        return null;
    }
}
