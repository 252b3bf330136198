using IncidentSync.Connectors;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>The faults the simulation draws do to a call what they say.</summary>
public class InMemoryPortalFaultTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new();
    private readonly InMemoryPortalSentinel _portal;
    private readonly Snapshot _incident;

    public InMemoryPortalFaultTests()
    {
        _portal = new InMemoryPortalSentinel(_time, new Random(1));
        _incident = _portal.Create(new IncidentId("n"));
        _time.Advance(Minute);
    }

    [Fact]
    public async Task A_refused_write_changes_nothing()
    {
        Meet(new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503")));
        (await WriteAsync()).ShouldBe(new WriteOutcome.Failed(new Failure.RetryLater(null, "HTTP 503")));
        _portal.Find(_incident.Id).ShouldBe(_incident);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_write_behind()
    {
        Meet(new InMemoryPortalFault.AnswerLost());
        (await WriteAsync()).ShouldBeOfType<WriteOutcome.Failed>().Failure.ShouldBeOfType<Failure.Unknown>();
        _portal.Find(_incident.Id)!.Incident[AllFields.Severity].ShouldBe(new Seen<Severity>(Severity.High));
    }

    [Fact]
    public async Task A_late_write_takes_effect_when_it_is_due_and_is_stamped_then()
    {
        Meet(new InMemoryPortalFault.AppliedLate(Minute));
        var due = _time.GetUtcNow() + Minute;
        (await WriteAsync()).ShouldBeOfType<WriteOutcome.Failed>();
        _portal.Find(_incident.Id).ShouldBe(_incident);
        _time.Advance(Minute * 2);
        _portal.Find(_incident.Id)!.Stamp.ShouldBe(Stamp.Of(due));
    }

    [Fact]
    public async Task A_late_write_is_stale_when_somebody_was_faster()
    {
        Meet(new InMemoryPortalFault.AppliedLate(Minute));
        await WriteAsync();
        var edited = _portal.Edit(_incident.Id, _ => { });
        _time.Advance(Minute);
        _portal.Find(_incident.Id).ShouldBe(edited);
    }

    [Fact]
    public async Task A_lagging_replica_says_what_was_true_then()
    {
        _portal.Edit(_incident.Id, _ => { });
        Meet(new InMemoryPortalFault.Lagging(Minute / 2));
        var read = await _portal.GetAsync(_incident.Id, TestContext.Current.CancellationToken);
        read.ShouldBe(new ReadOutcome.Found(_incident));
    }

    [Fact]
    public async Task A_write_may_be_answered_with_what_was_before()
    {
        Meet(new InMemoryPortalFault.AnswersPrevious());
        (await WriteAsync()).ShouldBe(new WriteOutcome.Applied(_incident));
        _portal.Find(_incident.Id).ShouldNotBe(_incident);
    }

    [Fact]
    public async Task A_write_that_is_ignored_is_answered_with_a_new_version_of_the_old_values()
    {
        Meet(new InMemoryPortalFault.Ignored());
        var answer = (await WriteAsync()).ShouldBeOfType<WriteOutcome.Applied>().Snapshot;
        (answer.SameFields(_incident), answer.Stamp > _incident.Stamp, answer == _portal.Find(_incident.Id)).ShouldBe((true, true, true));
    }

    [Fact]
    public async Task Every_call_is_met_before_and_after_it_is_carried_out()
    {
        var met = new List<string>();
        _portal.OnCall = call => Note($"before {call.Operation}");
        _portal.OnAnswer = call => Note($"after {call.Operation}, severity {_portal.Find(_incident.Id)!.Incident[AllFields.Severity]}");
        await WriteAsync();
        met.ShouldBe(["before Write", "after Write, severity Seen { Value = High }"]);

        Task<InMemoryPortalFault?> Note(string word)
        {
            met.Add(word);
            return Task.FromResult<InMemoryPortalFault?>(null);
        }
    }

    private void Meet(InMemoryPortalFault fault) => _portal.OnCall = _ => Task.FromResult<InMemoryPortalFault?>(fault);

    private Task<WriteOutcome> WriteAsync() => _portal.WriteAsync(
        new IncidentWrite(_incident.Id, _incident, [new(Portal.Sentinel, AllFields.Severity, new Seen<Severity>(Severity.High))], []),
        TestContext.Current.CancellationToken);
}
