using IncidentSync.Demo.Convergence;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Tests.Convergence;

public class MergeCheckTests
{
    private static readonly Actor Bob = Actor.Person("bob@contoso.com");

    [Theory]
    [InlineData("Closed", "Redirected", "Merged into Defender incident 2", 0)]
    [InlineData("Closed", "redirected", "Merged into Defender incident 2", 0)]
    [InlineData("Closed", "vip", "Merged into Defender incident 2", 1)]
    [InlineData("Closed", "Redirected", "Merged into Defender incident 3", 1)]
    [InlineData("Closed", "Redirected", null, 1)]
    [InlineData("New", "Redirected", null, 1)]
    [InlineData("New", "vip", null, 2)]
    public void The_twin_of_a_merged_incident_is_closed_labelled_and_says_into_which(
        string status, string label, string? words, int findings)
    {
        using var twins = Merged();
        twins.AppInSentinel(incident => incident with
        {
            Status = status, ClassificationComment = words, Labels = incident.Labels.Add(new(label)),
        });
        twins.Report.Divergences.OfType<Finding.MergeNotShown>().Count().ShouldBe(findings, twins.Report.Print());
        twins.Report.Merged.ShouldBe(1);
    }

    [Fact]
    public void What_a_person_closed_keeps_the_persons_words()
    {
        using var twins = new Twins();
        twins.PersonInSentinel(incident => incident with { Status = "Closed", ClassificationComment = "done" });
        Merge(twins);
        twins.AppInSentinel(incident => incident with { Labels = incident.Labels.Add(new("Redirected")) });
        MergeFindings(twins).ShouldBeEmpty();
    }

    [Fact]
    public void The_words_of_a_close_that_Microsofts_own_sync_takes_away_are_not_missed()
    {
        using var twins = Merged();
        Close(twins, "Merged into Defender incident 2");
        twins.World.Sentinel().Edit(twins.SentinelName, Actor.NativeSync, TowardsSentinel.Redirect);
        MergeFindings(twins).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Merged into Defender incident 2", 1)]
    [InlineData("Merged into Defender incident 3", 0)]
    public void Of_a_chain_that_was_made_at_once_the_end_is_named(string words, int findings)
    {
        using var twins = new Twins();
        Redirect(twins, twins.DefenderId, Target(twins));
        Redirect(twins, "2", Target(twins));
        Close(twins, words);
        MergeFindings(twins).Count().ShouldBe(findings, twins.Report.Print());
    }

    [Fact]
    public void A_merge_of_the_target_afterwards_changes_nothing()
    {
        using var twins = Merged();
        Close(twins, "Merged into Defender incident 2");
        twins.Pass(60);
        Redirect(twins, "2", Target(twins));
        MergeFindings(twins).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void What_was_said_in_Sentinel_only_stands_once_on_the_target(int copies, int findings)
    {
        using var twins = new Twins();
        twins.World.Sentinel().Comment(twins.SentinelName, Bob, "the user called");
        Merge(twins);
        Close(twins, "Merged into Defender incident 2");
        for (; copies > 0; copies--)
        {
            twins.World.Defender().Comment("2", Twins.App,
                "bob@contoso.com in Sentinel, 2026-11-22 08:00:00 UTC:\nthe user called\n[incidentsync 1.1.a.b]");
        }

        twins.Report.Divergences.OfType<Finding.CommentLeftBehind>().Count().ShouldBe(findings, twins.Report.Print());
    }

    [Fact]
    public void What_was_carried_stays_where_it_is_when_the_target_is_merged_later()
    {
        using var twins = new Twins();
        twins.World.Sentinel().Comment(twins.SentinelName, Bob, "the user called");
        Merge(twins);
        twins.World.Defender().Comment("2", Twins.App,
            "bob@contoso.com in Sentinel, 2026-11-22 08:00:00 UTC:\nthe user called\n[incidentsync 1.1.a.b]");
        Redirect(twins, "2", Target(twins));
        twins.Report.Divergences.OfType<Finding.CommentLeftBehind>().ShouldBeEmpty();
    }

    [Fact]
    public void What_was_carried_before_the_merge_or_said_after_it_stays_behind()
    {
        using var twins = new Twins();
        twins.World.Sentinel().Comment(twins.SentinelName, Bob, "early");
        twins.World.Defender().Comment(twins.DefenderId, Twins.App,
            "bob@contoso.com in Sentinel, 2026-11-22 08:00:00 UTC:\nearly\n[incidentsync 1.1.a.b]");
        Merge(twins);
        Close(twins, "Merged into Defender incident 2");
        twins.World.Sentinel().Comment(twins.SentinelName, Bob, "late");
        twins.Report.Divergences.OfType<Finding.CommentLeftBehind>().ShouldBeEmpty();
    }

    private static IEnumerable<Finding> MergeFindings(Twins twins) => twins.Report.Divergences.OfType<Finding.MergeNotShown>();

    private static Twins Merged()
    {
        var twins = new Twins();
        Merge(twins);
        return twins;
    }

    private static void Merge(Twins twins)
    {
        Redirect(twins, twins.DefenderId, Target(twins));
        twins.Pass();
    }

    private static string Target(Twins twins) => twins.World.Defender().Create().Id;

    private static void Redirect(Twins twins, string source, string target) => twins.World.Defender().Edit(source, Actor.IncidentMerging,
        incident => incident with { Status = "redirected", RedirectIncidentId = target });

    private static void Close(Twins twins, string words) => twins.AppInSentinel(incident => incident with
    {
        Status = "Closed", ClassificationComment = words, Labels = incident.Labels.Add(new("Redirected")),
    });
}
