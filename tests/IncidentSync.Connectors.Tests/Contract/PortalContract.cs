using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Contract;

/// <summary>What every portal does, whoever implements it. Feeds are in <see cref="FeedContract"/>.</summary>
public abstract class PortalContract
{
    private protected static readonly IncidentId Nowhere = new("99999999");

    private protected abstract IPortalStage At { get; }

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_incident_is_found_by_its_name()
    {
        var read = await NewAsync();
        read.Portal.ShouldBe(At.Portal.Portal);
        read.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.New));
    }

    [Fact]
    public async Task An_incident_that_does_not_exist_is_not_found() =>
        (await At.Portal.GetAsync(Nowhere, Cancel)).ShouldBeOfType<ReadOutcome.NotFound>();

    [Fact]
    public async Task A_comment_on_an_incident_that_does_not_exist_is_not_found() =>
        (await At.Portal.PostCommentAsync(new CommentPost(Nowhere, "note", "text"), Cancel)).ShouldBeOfType<CommentOutcome.NotFound>();

    [Fact]
    public async Task Reading_twice_gives_the_same_snapshot()
    {
        var id = At.Create(1)[0];
        (await ReadAsync(id)).SameAs(await ReadAsync(id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_save_without_a_change_moves_the_stamp_and_no_field()
    {
        var before = await NewAsync();
        At.Touch(before.Id);
        var after = await ReadAsync(before.Id);
        after.SameFields(before).ShouldBeTrue();
        after.Stamp.ShouldBeGreaterThan(before.Stamp);
    }

    [Theory]
    [InlineData("status", "\"Active\"")]
    [InlineData("status", "\"Closed\"")]
    [InlineData("severity", "\"Informational\"")]
    [InlineData("severity", "\"Low\"")]
    [InlineData("severity", "\"Medium\"")]
    [InlineData("severity", "\"High\"")]
    [InlineData("title", "\"Ransomware on host-7\"")]
    [InlineData("title", "\"quotes ' \\\" backslash \\\\ slash / percent %27 ampersand & plus +\"")]
    [InlineData("title", "\"\\uD83D\\uDC68\\u200D\\uD83D\\uDC69\\u200D\\uD83D\\uDC67 \\u4E2D\\u6587 \\u202Eright to left\"")]
    [InlineData("description", "\"Two\\nlines and a\\ttab\"")]
    [InlineData("description", "\"\"")]
    [InlineData("tags", "[\"vip\",\"Tier 2\",\"\u00FCber\"]")]
    [InlineData("tags", "[]")]
    public async Task A_written_value_is_read_back_as_it_was_written(string field, string json)
    {
        var (known, value) = (AllFields.Named(field)!, AllFields.Named(field)!.FromJson(JsonNode.Parse(json)));
        var before = await NewAsync();
        var applied = await ApplyAsync(before, (known, value));
        known.Same(applied.Incident[known], value).ShouldBeTrue(applied.Raw);
        known.Same((await ReadAsync(before.Id)).Incident[known], value).ShouldBeTrue();
    }

    [Fact]
    public async Task A_description_as_long_as_both_portals_hold_is_read_back_whole()
    {
        var longest = new Seen<string>(new string('x', DescriptionField.SentinelLimit));
        var applied = await ApplyAsync(await NewAsync(), (AllFields.Description, longest));
        applied.Incident[AllFields.Description].ShouldBe(longest);
    }

    [Fact]
    public async Task A_write_of_one_field_leaves_every_other_as_it_was()
    {
        var before = await NewAsync();
        var applied = await ApplyAsync(before, Title("Another title"));
        AllFields.All.Where(field => !field.Same(before.Incident[field], applied.Incident[field])).ShouldBe([AllFields.Title]);
    }

    [Fact]
    public async Task Fields_written_in_one_call_are_applied_together()
    {
        var applied = await ApplyAsync(
            await NewAsync(),
            To(Status.Active), To(Severity.High), Title("Both"));
        applied.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.Active));
        applied.Incident[AllFields.Severity].ShouldBe(new Seen<Severity>(Severity.High));
        applied.Incident[AllFields.Title].ShouldBe(new Seen<string>("Both"));
    }

    [Fact]
    public async Task A_write_answers_with_what_a_read_then_says()
    {
        var applied = await ApplyAsync(await NewAsync(), To(Status.Active));
        (await ReadAsync(applied.Id)).SameAs(applied).ShouldBeTrue();
    }

    [Fact]
    public async Task A_closed_incident_is_opened_again()
    {
        var closed = await ApplyAsync(await NewAsync(), To(Status.Closed));
        var opened = await ApplyAsync(closed, To(Status.Active));
        opened.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.Active));
    }

    [Fact]
    public async Task A_close_without_a_verdict_says_undetermined()
    {
        var closed = await ApplyAsync(await NewAsync(), To(Status.Closed));
        closed.Incident[AllFields.Verdict].ShouldBe(new Seen<Verdict>(Verdict.None));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("severity")]
    [InlineData("classification")]
    public async Task A_word_nobody_knows_comes_as_unknown_with_the_word_and_the_other_fields_are_seen(string property)
    {
        var id = At.Create(1)[0];
        At.SetWord(id, property, "escalatedToSpace");
        var incident = (await ReadAsync(id)).Incident;
        var field = AllFields.Named(property) ?? AllFields.Verdict;
        incident[field].ShouldBe(new Unknown("escalatedToSpace"));
        AllFields.All.Where(other => other != field).ShouldAllBe(other => !(incident[other] is Unknown));
    }

    [Fact]
    public async Task A_zero_character_becomes_one_that_can_be_stored()
    {
        var id = At.Create(1)[0];
        At.SetWord(id, "title", "a\0b");
        var read = await ReadAsync(id);
        read.Incident[AllFields.Title].ShouldBe(new Seen<string>("a\uFFFDb"));
        read.Raw.ShouldNotContain("u0000");
    }

    [Fact]
    public async Task A_comment_is_there_once_and_moves_the_stamp()
    {
        var before = await NewAsync();
        await PostAsync(before.Id, "note-1", "Looks <b>bad</b> \uD83D\uDE31");
        At.Comments(before.Id).ShouldBe(["Looks <b>bad</b> \uD83D\uDE31"]);
        var after = await ReadAsync(before.Id);
        after.CommentCount.ShouldBe(1);
        after.Stamp.ShouldBeGreaterThanOrEqualTo(before.Stamp);
    }

    [Fact]
    public async Task A_posted_comment_is_the_one_a_read_then_shows()
    {
        var id = At.Create(1)[0];
        var first = await PostAsync(id, "note-1", "first");
        var second = await PostAsync(id, "note-2", "second");
        var page = (await At.Portal.ReadCommentsAsync(id, null, Cancel)).ShouldBeOfType<CommentsOutcome.Page>();
        page.Comments.Select(Bare).ShouldBe([Bare(first), Bare(second)]);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_comment_is_found_by_its_name_among_others()
    {
        var id = At.Create(1)[0];
        var first = await PostAsync(id, "note-1", "first");
        await PostAsync(id, "note-2", "second");
        var found = (await At.Portal.GetCommentAsync(id, first.Id, Cancel)).ShouldBeOfType<CommentOutcome.Posted>();
        Bare(found.Comment).ShouldBe(Bare(first));
    }

    [Fact]
    public async Task A_comment_that_is_not_there_is_not_found()
    {
        var (id, other) = (At.Create(1)[0], At.Create(1)[0]);
        var elsewhere = await PostAsync(other, "note-1", "on another incident");
        (await At.Portal.GetCommentAsync(id, elsewhere.Id, Cancel)).ShouldBeOfType<CommentOutcome.NotFound>();
        (await At.Portal.GetCommentAsync(Nowhere, elsewhere.Id, Cancel)).ShouldBeOfType<CommentOutcome.NotFound>();
    }

    [Fact]
    public async Task The_comments_of_an_incident_that_does_not_exist_are_not_found() =>
        (await At.Portal.ReadCommentsAsync(Nowhere, null, Cancel)).ShouldBeOfType<CommentsOutcome.NotFound>();

    [Fact]
    public async Task A_portal_without_Microsofts_own_sync_says_so() =>
        (await At.Portal.AskNativeAsync(Cancel)).ShouldBe(new NativeOutcome.Told(false));

    [Fact]
    public async Task A_cancelled_caller_gets_his_cancellation_and_no_outcome()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => At.Portal.GetAsync(Nowhere, gone.Token));
    }

    private protected static (Field Field, Reading Value) To(Status status) => (AllFields.Status, new Seen<Status>(status));

    private protected static (Field Field, Reading Value) To(Severity severity) => (AllFields.Severity, new Seen<Severity>(severity));

    private protected static (Field Field, Reading Value) To(Verdict verdict) => (AllFields.Verdict, new Seen<Verdict>(verdict));

    private protected static (Field Field, Reading Value) To(Owner owner) => (AllFields.Owner, new Seen<Owner>(owner));

    private protected static (Field Field, Reading Value) Title(string text) => (AllFields.Title, new Seen<string>(text));

    private protected Task<Snapshot> NewAsync() => ReadAsync(At.Create(1)[0]);

    private protected async Task<Comment> PostAsync(IncidentId id, string name, string text) =>
        (await At.Portal.PostCommentAsync(new CommentPost(id, name, text), Cancel)).ShouldBeOfType<CommentOutcome.Posted>().Comment;

    // Graph spells the author of an app's comment in two ways: bare in the answer to its POST, and with this later.
    private static Comment Bare(Comment comment) =>
        comment with { Author = comment.Author.Replace("API-App:", "", StringComparison.Ordinal) };

    private protected async Task<Snapshot> ReadAsync(IncidentId id) =>
        (await At.Portal.GetAsync(id, Cancel)).ShouldBeOfType<ReadOutcome.Found>().Snapshot;

    private protected async Task<Snapshot> ApplyAsync(Snapshot expected, params (Field Field, Reading Value)[] fields) =>
        (await WriteAsync(expected, fields)).ShouldBeOfType<WriteOutcome.Applied>().Snapshot;

    private protected Task<WriteOutcome> WriteAsync(Snapshot expected, params (Field Field, Reading Value)[] fields)
    {
        var writes = fields.Select(pair => new FieldWrite(At.Portal.Portal, pair.Field, pair.Value));
        return At.Portal.WriteAsync(new IncidentWrite(expected.Id, expected, [.. writes], []), Cancel);
    }
}
