using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

public sealed class LinkFailureTests
{
    private static readonly Link Waiting = Link.New(default, "contoso", new IncidentId("1"), new IncidentId("twin"));

    [Fact]
    public void A_link_that_waits_for_its_turn_has_not_failed_and_comes_back_when_something_new_is_read()
    {
        var turn = new Failure.RetryLater(TimeSpan.FromSeconds(5), "the quota is used up") { IsTurn = true };
        var commit = LinkFailure.Commit(Waiting, turn, SyncRules.Default);
        (commit.Link, commit.Journal.Length).ShouldBe((Waiting, 0));
        commit.Next.ShouldBe(new NextStep.RestFor(TimeSpan.FromSeconds(5), WakesOnNews: true));
    }

    [Fact]
    public void A_link_that_the_portal_sent_away_has_failed_and_rests_as_long_as_it_said()
    {
        var commit = LinkFailure.Commit(Waiting, new Failure.RetryLater(TimeSpan.FromSeconds(5), "HTTP 503"), SyncRules.Default);
        (commit.Link.Attempts, commit.Link.LastError, commit.Journal.Length).ShouldBe((1, "HTTP 503", 1));
        commit.Next.ShouldBe(new NextStep.RestFor(TimeSpan.FromSeconds(5), WakesOnNews: false));
    }

    [Fact]
    public void What_a_portal_forbids_or_refuses_is_told_by_its_code_from_what_passes_by_itself()
    {
        ObstacleOf(new Failure.Denied("HTTP 409 ScopeLocked", "ScopeLocked", "Locked by alice"))
            .ShouldBe(new Obstacle(ObstacleKind.Denied, "ScopeLocked"));
        ObstacleOf(new Failure.Refused("HTTP 400", "HTTP 400", "")).ShouldBe(new Obstacle(ObstacleKind.Refused, "HTTP 400"));
        ObstacleOf(new Failure.RetryLater(null, "HTTP 503")).ShouldBeNull();
        ObstacleOf(new Failure.Unknown("no answer")).ShouldBeNull();
    }

    [Fact]
    public void The_journal_tells_of_a_failure_once_with_the_portals_words_and_of_another_one_again()
    {
        var denied = new Failure.Denied("HTTP 403 Forbidden", "Forbidden", "Not for this app.");
        var first = LinkFailure.Commit(Waiting, denied, SyncRules.Default);
        first.Journal.ShouldHaveSingleItem().Reason.ShouldBe("access denied (HTTP 403 Forbidden): Not for this app.");
        LinkFailure.Commit(first.Link, denied, SyncRules.Default).Journal.ShouldBeEmpty();
        LinkFailure.Commit(first.Link, new Failure.Unknown("no answer"), SyncRules.Default).Journal.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_link_of_a_connection_that_is_paused_rests_whatever_is_read() =>
        LinkFailure.Park(Waiting).ShouldSatisfyAllConditions(
            commit => commit.Next.ShouldBe(new NextStep.RestFor(TimeSpan.FromMinutes(1), WakesOnNews: false)),
            commit => commit.Link.ShouldBeSameAs(Waiting));

    private static Obstacle? ObstacleOf(Failure failure) =>
        LinkFailure.Commit(Waiting with { Obstacle = new(ObstacleKind.Denied, "Before") }, failure, SyncRules.Default).Link.Obstacle;
}
