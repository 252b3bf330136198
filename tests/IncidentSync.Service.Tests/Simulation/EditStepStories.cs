using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Tests.State;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>People who edit while we do.</summary>
public sealed class EditStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> Low = new(Severity.Low);
    private static readonly Seen<Severity> Medium = new(Severity.Medium);
    private static readonly Seen<Severity> High = new(Severity.High);
    private readonly SmallWorld world = new();

    public EditStepStories()
    {
        world.Defender.Create(Id);
        world.Settle();
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void A_value_that_was_changed_and_changed_back_between_two_polls_is_neither_written_nor_told(Portal where)
    {
        var (writes, told) = (Writes(), world.Store.JournalOf(Sample.LinkOf("1")).Count);
        Edit(where, High);
        Edit(where, Medium);
        world.Settle();
        (Writes(), world.Store.JournalOf(Sample.LinkOf("1")).Count).ShouldBe((writes, told));
    }

    [Fact]
    public void A_person_who_takes_our_write_back_at_once_is_followed_with_one_write()
    {
        Edit(Portal.Defender, High);
        world.Settle();
        Edit(Portal.Sentinel, Medium);
        var writes = Writes();
        world.Settle();
        world.ShouldBeInStep();
        (SeverityNow(), Writes()).ShouldBe((Medium, writes + 1));
        HasConflict().ShouldBeFalse();
    }

    [Fact]
    public void A_person_who_takes_our_write_back_before_we_saw_its_answer_is_followed_too()
    {
        Edit(Portal.Defender, High);
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => new InMemoryPortalFault.AnswerLost());
        world.Read(Portal.Defender);
        while (world.Deliver())
        {
        }

        Edit(Portal.Sentinel, Low);
        world.Settle();
        world.ShouldBeInStep();
    }

    [Fact]
    public void An_edit_of_the_same_field_before_a_put_is_a_conflict_and_not_overwritten()
    {
        Edit(Portal.Defender, Low);
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () =>
        {
            Edit(Portal.Sentinel, High);
            return null;
        });
        world.Settle();
        world.ShouldBeInStep();
        SeverityNow().ShouldBe(High);
        HasConflict().ShouldBeTrue();
    }

    [Fact]
    public void A_close_that_was_carried_and_is_reopened_there_is_reopened_here_and_keeps_its_verdict()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "malware", "Cleaned."));
        world.Defender.Set(Id, AllFields.Verdict, verdict);
        world.Defender.Set(Id, AllFields.Status, new Seen<Status>(Status.Closed));
        world.Settle();
        world.Sentinel.Set(Name, AllFields.Status, new Seen<Status>(Status.Active));
        world.Settle();
        world.ShouldBeInStep();
        var now = world.Defender.Find(Id)!.Incident;
        (now[AllFields.Status], now[AllFields.Verdict]).ShouldBe((new Seen<Status>(Status.Active), verdict));
    }

    private Reading SeverityNow() => world.Defender.Find(Id)!.Incident[AllFields.Severity];

    private int Writes() => Portals.Both.Sum(portal => world.Calls(portal, InMemoryPortalOperation.Write));

    private bool HasConflict() => world.Store.JournalOf(Sample.LinkOf("1")).Any(row => row.Kind == JournalKind.Conflict);

    private void Edit(Portal portal, Seen<Severity> severity)
    {
        if (portal == Portal.Defender)
        {
            world.Defender.Set(Id, AllFields.Severity, severity);
        }
        else
        {
            world.Sentinel.Set(Name, AllFields.Severity, severity);
        }
    }
}
