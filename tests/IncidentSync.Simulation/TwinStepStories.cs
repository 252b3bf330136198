using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>A twin is made: out of values that Sentinel does not know, without an answer, late.</summary>
public sealed class TwinStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Seen<Severity> High = new(Severity.High);
    private static readonly Seen<Severity> Low = new(Severity.Low);
    private readonly SmallWorld _world = new();

    public TwinStepStories() => _world.Defender.Create(Id);

    [Fact]
    public void A_status_that_was_invented_for_the_twin_does_not_reopen_what_Defender_has_closed()
    {
        _world.Defender.Edit(Id, incident => incident["status"] = "brandNew");
        _world.Settle();
        _world.Defender.Edit(Id, incident => incident["status"] = "resolved");
        _world.Settle();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.Closed));
        HasConflict().ShouldBeFalse();
    }

    [Fact]
    public void A_severity_that_was_invented_for_the_twin_is_no_side_of_a_conflict()
    {
        _world.Defender.Edit(Id, incident => incident["severity"] = "unknown");
        _world.Settle();
        _world.Defender.Edit(Id, incident => incident["severity"] = "low");
        _world.Settle();
        SeverityNow().ShouldBe(Low);
        HasConflict().ShouldBeFalse();
    }

    [Theory]
    [InlineData(nameof(InMemoryPortalOperation.Write))]
    [InlineData(nameof(InMemoryPortalOperation.Comment))]
    public void A_twin_whose_answer_is_lost_is_made_once(string lost)
    {
        Lose(Enum.Parse<InMemoryPortalOperation>(lost), new InMemoryPortalFault.AnswerLost());
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Sentinel.Comments(Name).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void An_edit_that_comes_while_nobody_knows_whether_the_twin_was_made_travels_and_is_no_conflict(Portal edited)
    {
        Lose(InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        PlanAndWrite();
        Edit(edited, Low);
        _world.Settle();
        _world.ShouldBeInStep();
        (_world.Defender.Find(Id)!.Incident[AllFields.Severity], HasConflict()).ShouldBe((Low, false));
    }

    [Fact]
    public void A_close_without_a_word_of_a_twin_nobody_knew_of_takes_no_verdict_away()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "malware", "Cleaned."));
        _world.Defender.Set(Id, AllFields.Verdict, verdict);
        Lose(InMemoryPortalOperation.Write, new InMemoryPortalFault.AnswerLost());
        PlanAndWrite();
        _world.Sentinel.Set(Name, AllFields.Status, new Seen<Status>(Status.Closed));
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Defender.Find(Id)!.Incident[AllFields.Verdict].ShouldBe(verdict);
    }

    [Fact]
    public void A_twin_that_was_made_late_gets_our_comment_though_somebody_commented_first()
    {
        Lose(InMemoryPortalOperation.Write, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        PlanAndWrite();
        _world.Time.Advance(TimeSpan.FromMinutes(7));
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Is this ours?");
        Edit(Portal.Defender, High);
        _world.Read(Portal.Defender);
        _world.Deliver();
        _world.Settle();
        _world.Sentinel.Comments(Name).Count(comment => comment.Author == "IncidentSync").ShouldBe(1);
    }

    private void Lose(InMemoryPortalOperation operation, InMemoryPortalFault fault) => _world.Once(Portal.Sentinel, operation, () => fault);

    private void PlanAndWrite()
    {
        _world.Read(Portal.Defender);
        _world.Deliver();
        _world.Deliver();
    }

    private bool HasConflict() => _world.Store.JournalOf(Sample.LinkOf("1")).Any(row => row.Kind == JournalKind.Conflict);

    private Reading SeverityNow() => _world.Defender.Find(Id)!.Incident[AllFields.Severity];

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
