using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Contract;

/// <summary>What only Defender does.</summary>
public abstract class DefenderContract : FeedContract
{
    private protected abstract IDefenderStage Defender { get; }

    private protected sealed override IPortalStage At => Defender;

    private protected sealed override int ThreePages => 120;

    [Theory]
    [InlineData("alice@contoso.com")]
    [InlineData("SOC tier 2")]
    [InlineData("")]
    public async Task An_owner_is_free_text_and_empty_clears_it(string text)
    {
        var owned = await ApplyAsync(await NewAsync(), To(Owner.InDefender("bob@contoso.com")));
        var applied = await ApplyAsync(owned, To(Owner.InDefender(text)));
        applied.Incident[AllFields.Owner].ShouldBe(new Seen<Owner>(Owner.InDefender(text)));
    }

    [Theory]
    [InlineData("TruePositive", "malware", "Wiped and reinstalled")]
    [InlineData("TruePositive", "other", "")]
    [InlineData("FalsePositive", "notMalicious", "Tuned the rule")]
    [InlineData("BenignPositive", "confirmedActivity", "Pentest")]
    [InlineData("Undetermined", "", "Nobody knows")]
    public async Task A_verdict_is_read_back_as_it_was_written(string @class, string determination, string comment)
    {
        var verdict = new Seen<Verdict>(new Verdict(Enum.Parse<Classification>(@class), determination, comment));
        var applied = await ApplyAsync(await NewAsync(), To(Status.Closed), (AllFields.Verdict, verdict));
        applied.Incident[AllFields.Verdict].ShouldBe(verdict);
    }

    [Fact]
    public async Task A_verdict_is_taken_back()
    {
        var closed = await ApplyAsync(await NewAsync(), To(new Verdict(Classification.TruePositive, "malware", "x")));
        var cleared = await ApplyAsync(closed, (AllFields.Verdict, new Seen<Verdict>(Verdict.None)));
        cleared.Incident[AllFields.Verdict].ShouldBe(new Seen<Verdict>(Verdict.None));
    }

    [Fact]
    public async Task A_verdict_stays_when_the_incident_is_opened_again()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "phishing", "done"));
        var closed = await ApplyAsync(await NewAsync(), To(Status.Closed), (AllFields.Verdict, verdict));
        (await ApplyAsync(closed, To(Status.New))).Incident[AllFields.Verdict].ShouldBe(verdict);
    }

    [Fact]
    public async Task A_closing_comment_over_the_limit_comes_back_cut()
    {
        var tooLong = new Verdict(Classification.TruePositive, "other", new string('x', VerdictField.DefenderCommentLimit + 1));
        var applied = await ApplyAsync(await NewAsync(), (AllFields.Verdict, new Seen<Verdict>(tooLong)));
        applied.Incident[AllFields.Verdict].ShouldBeOfType<Seen<Verdict>>()
            .Value.Comment.Length.ShouldBe(VerdictField.DefenderCommentLimit);
    }

    [Fact]
    public async Task Waiting_for_the_customer_is_seen_because_the_header_asks_for_it()
    {
        var id = At.Create(1)[0];
        At.SetWord(id, "status", "awaitingAction");
        (await ReadAsync(id)).Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.AwaitingAction));
    }

    [Fact]
    public async Task Two_writers_of_two_fields_both_succeed_because_nothing_guards_a_write()
    {
        var read = await NewAsync();
        await ApplyAsync(read, Title("By the first"));
        var second = await ApplyAsync(read, To(Severity.High));
        second.Incident[AllFields.Title].ShouldBe(new Seen<string>("By the first"));
    }

    [Fact]
    public async Task A_write_to_an_incident_that_does_not_exist_is_not_found()
    {
        var read = await NewAsync();
        (await WriteAsync(read with { Id = Nowhere }, Title("x"))).ShouldBeOfType<WriteOutcome.NotFound>();
    }

    [Fact]
    public async Task A_merged_incident_names_its_target_shows_no_status_and_refuses_writes()
    {
        var ids = At.Create(2);
        Defender.Redirect(ids[0], ids[1]);
        var merged = await ReadAsync(ids[0]);
        merged.RedirectedTo.ShouldBe(ids[1]);
        merged.Incident[AllFields.Status].ShouldBe(Reading.Unseen);
        (await WriteAsync(merged, Title("x"))).ShouldBeOfType<WriteOutcome.Failed>().Failure.ShouldBeOfType<Failure.Refused>();
    }

    [Fact]
    public async Task A_comment_posted_twice_is_there_twice_because_comments_have_no_names()
    {
        var id = At.Create(1)[0];
        await PostAsync(id, "note", "again");
        await PostAsync(id, "note", "again");
        At.Comments(id).ShouldBe(["again", "again"]);
    }

    [Fact]
    public async Task A_window_in_which_a_row_was_touched_drifts_when_the_row_had_been_read()
    {
        var since = At.Begin();
        var all = At.Create(ThreePages);
        var first = await PageAsync(new FeedRequest(since));
        At.Touch(all[^1]);
        (await At.Portal.ReadChangesAsync(new FeedRequest(since, first.Next), Cancel)).ShouldBeOfType<FeedOutcome.Drifted>();
    }

    [Fact]
    public async Task Every_member_of_the_incident_is_kept_raw()
    {
        var raw = JsonNode.Parse((await NewAsync()).Raw)!.AsObject();
        raw.ContainsKey("incidentWebUrl").ShouldBeTrue();
    }
}
