using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>People who edit while we do.</summary>
public sealed class EditStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> Low = new(Severity.Low);
    private static readonly Seen<Severity> Medium = new(Severity.Medium);
    private static readonly Seen<Severity> High = new(Severity.High);
    private readonly SmallWorld _world = new();

    public EditStepStories()
    {
        _world.Defender.Create(Id);
        _world.Settle();
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_value_that_was_changed_and_changed_back_between_two_polls_is_neither_written_nor_told(Portal where)
    {
        var (writes, told) = (Writes(), _world.Store.JournalOf(Sample.LinkOf("1")).Count);
        Edit(where, High);
        Edit(where, Medium);
        _world.Settle();
        (Writes(), _world.Store.JournalOf(Sample.LinkOf("1")).Count).ShouldBe((writes, told));
    }

    [Fact]
    public void A_person_who_takes_our_write_back_at_once_is_followed_with_one_write()
    {
        Edit(Portal.Defender, High);
        _world.Settle();
        Edit(Portal.Sentinel, Medium);
        var writes = Writes();
        _world.Settle();
        _world.ShouldBeInStep();
        (SeverityNow(), Writes()).ShouldBe((Medium, writes + 1));
        HasConflict().ShouldBeFalse();
    }

    [Fact]
    public void A_person_who_takes_our_write_back_before_we_saw_its_answer_is_followed_too()
    {
        Edit(Portal.Defender, High);
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AnswerLost());
        _world.Read(Portal.Defender);
        while (_world.Deliver())
        {
        }

        Edit(Portal.Sentinel, Low);
        _world.Settle();
        _world.ShouldBeInStep();
    }

    [Fact]
    public void An_edit_of_the_same_field_before_a_put_is_a_conflict_and_not_overwritten()
    {
        Edit(Portal.Defender, Low);
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () =>
        {
            Edit(Portal.Sentinel, High);
            return null;
        });
        _world.Settle();
        _world.ShouldBeInStep();
        SeverityNow().ShouldBe(High);
        HasConflict().ShouldBeTrue();
    }

    [Fact]
    public void A_close_that_was_carried_and_is_reopened_there_is_reopened_here_and_keeps_its_verdict()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "malware", "Cleaned."));
        _world.Defender.Set(Id, AllFields.Verdict, verdict);
        _world.Defender.Set(Id, AllFields.Status, new Seen<Status>(Status.Closed));
        _world.Settle();
        _world.Sentinel.Set(Name, AllFields.Status, new Seen<Status>(Status.Active));
        _world.Settle();
        _world.ShouldBeInStep();
        var now = _world.Defender.Find(Id)!.Incident;
        (now[AllFields.Status], now[AllFields.Verdict]).ShouldBe((new Seen<Status>(Status.Active), verdict));
    }

    private Reading SeverityNow() => _world.Defender.Find(Id)!.Incident[AllFields.Severity];

    private int Writes() => Portals.Both.Sum(portal => _world.Calls(portal, InMemoryPortalOperation.Write));

    private bool HasConflict() => _world.Store.JournalOf(Sample.LinkOf("1")).Any(row => row.Kind == JournalKind.Conflict);

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
}
