using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Contract;

/// <summary>What only Sentinel does.</summary>
public abstract class SentinelContract : FeedContract
{
    private protected abstract ISentinelStage Sentinel { get; }

    private protected sealed override IPortalStage At => Sentinel;

    private protected sealed override int ThreePages => 450;

    [Fact]
    public async Task A_stale_write_says_so_and_changes_nothing()
    {
        var read = await NewAsync();
        At.Touch(read.Id);
        var touched = await ReadAsync(read.Id);
        (await WriteAsync(read, Title("Too late"))).ShouldBeOfType<WriteOutcome.Stale>();
        (await ReadAsync(read.Id)).SameAs(touched).ShouldBeTrue();
    }

    [Fact]
    public async Task Microsofts_own_incident_is_found_by_Defenders_id_among_those_created_when_that_was()
    {
        var (of, createdAt) = (new IncidentId("4711"), At.Begin().Back(TimeSpan.FromMinutes(10)));
        var native = Sentinel.MakeNative(of, createdAt);
        (await FindNativeAsync(of, createdAt)).ShouldBe(native);
        (await FindNativeAsync(of, createdAt.After(TimeSpan.FromMinutes(1)))).ShouldBeNull();
        (await FindNativeAsync(new IncidentId("4712"), createdAt)).ShouldBeNull();
    }

    [Fact]
    public async Task A_comment_makes_a_held_version_stale()
    {
        var read = await NewAsync();
        await PostAsync(read.Id, "note", "text");
        (await WriteAsync(read, Title("Too late"))).ShouldBeOfType<WriteOutcome.Stale>();
    }

    [Fact]
    public async Task Two_writes_in_a_row_go_on_from_what_the_first_returned()
    {
        var first = await ApplyAsync(await NewAsync(), Title("First"));
        (await ApplyAsync(first, To(Severity.Low))).Incident[AllFields.Title].ShouldBe(new Seen<string>("First"));
    }

    [Theory]
    [InlineData("", "dana@fabrikam.com", "")]
    [InlineData("d0d0d0d0-0000-4000-8000-000000000009", "", "")]
    [InlineData("", "", "dana@fabrikam.com")]
    [InlineData("", "", "")]
    public async Task An_owner_is_read_back_as_it_was_written_and_nobody_clears_it(string objectId, string userPrincipalName, string email)
    {
        var owner = new Seen<Owner>(Owner.InSentinel(objectId, userPrincipalName, email));
        var owned = await ApplyAsync(await NewAsync(), To(Owner.InSentinel("", "erin@fabrikam.com")));
        (await ApplyAsync(owned, (AllFields.Owner, owner))).Incident[AllFields.Owner].ShouldBe(owner);
    }

    [Theory]
    [InlineData("TruePositive", "SuspiciousActivity", "Wiped and reinstalled")]
    [InlineData("BenignPositive", "SuspiciousButExpected", "")]
    [InlineData("FalsePositive", "IncorrectAlertLogic", "Tuned the rule")]
    [InlineData("FalsePositive", "InaccurateData", "")]
    [InlineData("Undetermined", "", "Nobody knows")]
    public async Task A_verdict_is_read_back_with_the_close_it_came_with(string @class, string reason, string comment)
    {
        var verdict = new Seen<Verdict>(new Verdict(Enum.Parse<Classification>(@class), reason, comment));
        var closed = await ApplyAsync(await NewAsync(), To(Status.Closed), (AllFields.Verdict, verdict));
        closed.Incident[AllFields.Verdict].ShouldBe(verdict);
    }

    [Fact]
    public async Task A_verdict_of_a_closed_incident_is_changed_without_the_status()
    {
        var closed = await ApplyAsync(await NewAsync(), To(Status.Closed));
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "SuspiciousActivity", "After all"));
        (await ApplyAsync(closed, (AllFields.Verdict, verdict))).Incident[AllFields.Verdict].ShouldBe(verdict);
    }

    [Fact]
    public async Task An_open_incident_shows_no_verdict_and_opening_one_again_takes_it_away()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "SuspiciousActivity", "done"));
        var closed = await ApplyAsync(await NewAsync(), To(Status.Closed), (AllFields.Verdict, verdict));
        (await ApplyAsync(closed, To(Status.New))).Incident[AllFields.Verdict].ShouldBe(Reading.Unseen);
    }

    [Fact]
    public async Task A_member_nobody_knows_survives_our_write()
    {
        var id = At.Create(1)[0];
        At.SetWord(id, "futureMember", "of the year 2031");
        var applied = await ApplyAsync(await ReadAsync(id), Title("Another title"));
        JsonNode.Parse(applied.Raw)!["properties"]!["futureMember"]!.GetValue<string>().ShouldBe("of the year 2031");
    }

    [Fact]
    public async Task A_label_of_ours_joins_those_that_are_there()
    {
        var read = await NewAsync();
        var first = await LabelAsync(read, "vip");
        var second = await LabelAsync(first, "Redirected", "VIP");
        var labels = JsonNode.Parse(second.Raw)!["properties"]!["labels"]!.AsArray();
        labels.Select(label => label!["labelName"]!.GetValue<string>()).ShouldBe(["vip", "Redirected"]);
    }

    [Fact]
    public async Task A_twin_is_created_under_the_name_we_choose_and_names_its_incident()
    {
        var id = new IncidentId(Guid.NewGuid().ToString());
        var created = await CreateAsync(id, Title("Twin"), To(Severity.High),
            To(Status.Active), (AllFields.Description, new Seen<string>("From Defender")));
        created.Id.ShouldBe(id);
        created.Counterpart.ShouldBe(new IncidentId("419"));
        (await ReadAsync(id)).SameAs(created).ShouldBeTrue();
    }

    [Fact]
    public async Task A_twin_of_a_closed_incident_is_created_closed_with_its_verdict()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.FalsePositive, "InaccurateData", "Tuned"));
        var created = await CreateAsync(new(Guid.NewGuid().ToString()), Title("Twin"), To(Severity.Low),
            To(Status.Closed), (AllFields.Verdict, verdict));
        created.Incident[AllFields.Verdict].ShouldBe(verdict);
    }

    [Fact]
    public async Task A_deleted_incident_is_not_found()
    {
        var id = At.Create(1)[0];
        Sentinel.Delete(id);
        (await At.Portal.GetAsync(id, Cancel)).ShouldBeOfType<ReadOutcome.NotFound>();
    }

    [Fact]
    public async Task Nothing_is_lost_when_an_incident_is_deleted_between_two_pages()
    {
        var since = At.Begin();
        var all = At.Create(ThreePages);
        var read = await ReadWindowAsync(since, afterPage: page => Delete(page, all[0]));
        Ids(read).ShouldBe(all.OrderBy(id => id.Value));
    }

    [Fact]
    public async Task A_comment_posted_twice_under_one_name_is_there_once()
    {
        var id = At.Create(1)[0];
        await PostAsync(id, "note", "again");
        await PostAsync(id, "note", "again");
        At.Comments(id).ShouldBe(["again"]);
    }

    [Fact]
    public async Task A_comment_put_under_its_etag_takes_the_place_of_that_version()
    {
        var id = At.Create(1)[0];
        var first = await PostAsync(id, "note", "first");
        var second = (await PutAsync(id, "second", first.Version)).ShouldBeOfType<CommentOutcome.Posted>().Comment;
        (second.Id, second.At, second.Text).ShouldBe((first.Id, first.At, "second"));
        second.Version.ShouldNotBe(first.Version);
        (await At.Portal.GetCommentAsync(id, first.Id, Cancel)).ShouldBe(new CommentOutcome.Posted(second));
    }

    [Fact]
    public async Task A_comment_put_under_another_etag_is_a_conflict_and_changes_nothing()
    {
        var id = At.Create(1)[0];
        var first = await PostAsync(id, "note", "first");
        var second = await PostAsync(id, "note", "second");
        var stale = (await PutAsync(id, "third", first.Version)).ShouldBeOfType<CommentOutcome.Stale>();
        (stale.Refusal.Reason, stale.IsSaid).ShouldBe(("HTTP 409 Conflict", true));
        (await At.Portal.GetCommentAsync(id, first.Id, Cancel)).ShouldBe(new CommentOutcome.Posted(second));
    }

    [Fact]
    public async Task A_comment_put_without_an_etag_takes_the_place_of_whatever_stands()
    {
        var id = At.Create(1)[0];
        var first = await PostAsync(id, "note", "first");
        await PutAsync(id, "second", first.Version);
        (await PutAsync(id, "third", "")).ShouldBeOfType<CommentOutcome.Posted>();
        At.Comments(id).ShouldBe(["third"]);
    }

    [Fact]
    public async Task A_comment_past_the_hundredth_is_refused()
    {
        var id = At.Create(1)[0];
        for (var number = 1; number <= 100; number++)
        {
            await PostAsync(id, $"note-{number}", "text");
        }

        var past = await At.Portal.PostCommentAsync(new CommentPost(id, "note-101", "text"), Cancel);
        past.ShouldBeOfType<CommentOutcome.Failed>().Failure.ShouldBeOfType<Failure.Refused>();
    }

    [Fact]
    public async Task A_description_over_the_limit_is_refused()
    {
        var tooLong = new Seen<string>(new string('x', DescriptionField.SentinelLimit + 1));
        var refused = await WriteAsync(await NewAsync(), (AllFields.Description, tooLong));
        refused.ShouldBeOfType<WriteOutcome.Failed>().Failure.ShouldBeOfType<Failure.Refused>();
    }

    private Task<CommentOutcome> PutAsync(IncidentId id, string text, string version) =>
        At.Portal.PostCommentAsync(new CommentPost(id, "note", text) { Version = version }, Cancel);

    private async Task<Snapshot> LabelAsync(Snapshot expected, params string[] labels)
    {
        var outcome = await At.Portal.WriteAsync(new IncidentWrite(expected.Id, expected, [], [.. labels]), Cancel);
        return outcome.ShouldBeOfType<WriteOutcome.Applied>().Snapshot;
    }

    private async Task<Snapshot> CreateAsync(IncidentId id, params (Field Field, Reading Value)[] fields)
    {
        var writes = fields.Select(pair => new FieldWrite(Portal.Sentinel, pair.Field, pair.Value));
        var write = new IncidentWrite(id, null, [.. writes], [EngineLabel.OfTwin(new IncidentId("419"))]);
        return (await At.Portal.WriteAsync(write, Cancel)).ShouldBeOfType<WriteOutcome.Applied>().Snapshot;
    }

    private void Delete(int page, IncidentId id)
    {
        if (page == 1)
        {
            Sentinel.Delete(id);
        }
    }

    private async Task<IncidentId?> FindNativeAsync(IncidentId of, Stamp createdAt) =>
        await At.Portal.FindNativeAsync(of, createdAt, TestContext.Current.CancellationToken) switch
        {
            ReadOutcome.Found found => found.Snapshot.Id,
            ReadOutcome.NotFound => null,
            var other => throw new InvalidOperationException($"{other}"),
        };
}
