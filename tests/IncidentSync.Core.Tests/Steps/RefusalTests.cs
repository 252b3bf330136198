using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the table above <see cref="Refusal"/>.</summary>
public sealed class RefusalTests
{
    private static readonly Failure.Refused Refused = new("HTTP 400 BadRequest", "BadRequest", "The value is not allowed.");

    private static readonly Link Unmade = Told.With() with { Sentinel = null, Bases = Bases.None };

    [Fact]
    public void A_twin_is_made_of_what_Sentinel_requires_then_of_invented_values_and_then_the_link_rests()
    {
        var create = new Intent.Create(Twin.Create(Unmade.Defender!, Told.Rules).Fields, [], Sent: true) { Key = "1" };
        var link = Unmade with { Intents = [create] };
        var required = Next(LinkTransitions.Failed(link, create, Refused, Told.Terms));
        required.Fields.Select(write => write.Field).ShouldBe([AllFields.Status, AllFields.Severity, AllFields.Title], ignoreOrder: true);
        required.Sent.ShouldBeFalse();
        var invented = Next(LinkTransitions.Failed(link.With(required), required, Refused, Told.Terms));
        invented.Fields.ShouldAllBe(write => write.Of is Unseen);
        var rests = LinkTransitions.Failed(link.With(invented), invented, Refused, Told.Terms).Commit;
        (rests.Next, rests.Link.Attempts, rests.Link.Obstacle).ShouldBe(
            (new NextStep.RestFor(TimeSpan.FromSeconds(2), WakesOnNews: true), 1, new Obstacle(ObstacleKind.Refused, "BadRequest")));
    }

    [Fact]
    public void The_journal_tells_that_a_twin_was_refused_and_which_values_were_invented()
    {
        var fields = Twin.Create(Unmade.Defender!, Told.Rules).Fields.Where(write => Twin.IsRequired(write.Field));
        var create = new Intent.Create([.. fields], [], Sent: true) { Key = "1" };
        var step = LinkTransitions.Failed(Unmade with { Intents = [create] }, create, Refused, Told.Terms);
        step.Commit.Journal[0].ShouldBe(new JournalEntry(
            JournalKind.Error, Portal.Sentinel, null, null, null, "twin refused: HTTP 400 BadRequest: The value is not allowed."));
        step.Kinds().Skip(1).ShouldAllBe(kind => kind == JournalKind.Created);
        step.Commit.Journal.Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_value_that_was_invented_before_is_not_told_again()
    {
        var create = new Intent.Create(Twin.Create(Unmade.Defender!, Told.Rules).Fields, [], Sent: true) { Key = "1" };
        LinkTransitions.Failed(Unmade with { Intents = [create] }, create, Refused, Told.Terms).Kinds().ShouldBe([JournalKind.Error]);
    }

    [Fact]
    public void Several_fields_together_are_tried_each_alone_before_what_else_is_announced()
    {
        var change = Told.Change(Portal.Defender, Told.Severe(Portal.Defender), Told.Titled(Portal.Defender));
        var other = new Intent.Comment(Portal.Defender, "", "text", [], Sent: false) { Key = "9" };
        var step = LinkTransitions.Failed(Told.With(change, other), change, Refused, Told.Terms);
        step.Commit.Next.ShouldBe(new NextStep.Continue(AlsoDirty: false));
        step.Commit.Link.Intents.Select(intent => (intent.Writes.Length, intent.Key)).ShouldBe([(1, ""), (1, ""), (0, "9")]);
        step.Commit.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void One_field_is_held_and_journaled_with_the_portals_words_and_an_operators_decision_about_it_is_over()
    {
        var change = Told.Change(Portal.Sentinel, Told.Severe(Portal.Sentinel));
        var decided = new Resolution(Portal.Defender, Told.High, Told.Medium);
        var link = Told.With(change) with { Resolutions = Told.With().Resolutions.Add(AllFields.Severity, decided) };
        var step = LinkTransitions.Failed(link, change, Refused, Told.Terms);
        step.Commit.Link.Unwritable.ShouldHaveSingleItem()
            .ShouldBe(new UnwritableValue(Told.Severe(Portal.Sentinel), HoldReason.Refused));
        (step.Commit.Link.Resolutions.IsEmpty, step.Commit.Next).ShouldBe((true, new NextStep.Replan(TimeSpan.Zero)));
        step.Commit.Journal.ShouldHaveSingleItem().ShouldBe(new JournalEntry(
            JournalKind.Error, Portal.Sentinel, AllFields.Severity, null, Told.High, "HTTP 400 BadRequest: The value is not allowed."));
    }

    [Fact]
    public void A_comment_is_refused_for_ever_and_the_writer_goes_on()
    {
        var comment = new Intent.Comment(Portal.Sentinel, "name", "text", [new CommentId("c1")], Sent: false) { Key = "1" };
        var known = new KnownComment(Portal.Defender, new CommentId("c1"), CommentRole.Waiting);
        var step = LinkTransitions.Failed(Told.With(comment) with { Comments = [known] }, comment, Refused, Told.Terms);
        (step.Commit.Link.Intents.IsEmpty, step.Commit.Next).ShouldBe((true, NextStep.Left));
        step.Commit.Link.Comments.ShouldHaveSingleItem().Role.ShouldBe(CommentRole.Refused);
        step.Commit.Journal.ShouldHaveSingleItem().Reason.ShouldStartWith("comment refused: HTTP 400");
    }

    private static Intent.Create Next(IntentResult step)
    {
        step.Commit.Next.ShouldBe(new NextStep.Continue(AlsoDirty: false));
        return step.Commit.Link.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Create>();
    }
}
