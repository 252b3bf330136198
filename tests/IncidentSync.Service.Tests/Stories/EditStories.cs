using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using Portal = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>What a person changes in one portal shows up in the other, in as few calls as it takes.</summary>
public sealed class EditStories(TestEnvironmentFixture fixture) : IClassFixture<TestEnvironmentFixture>
{
    private readonly TestEnvironment _environment = fixture.TestEnvironment;

    public static TheoryData<string> SyncedFields =>
        [.. AllFields.All.Where(known => SyncRules.Default.Fields.PolicyOf(known) != ConflictPolicy.Off).Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(SyncedFields))]
    public async Task An_edit_in_one_portal_shows_up_in_the_other(string field)
    {
        var edit = FieldEdit.Of[field];
        var pair = await _environment.PairAsync(edit.Start);
        pair.EditInDefender(edit.InDefender);
        await pair.SentinelShowsAsync(edit.SentinelShows);
        await _environment.SettleAsync();
        pair.EditInSentinel(edit.InSentinel);
        await pair.DefenderShowsAsync(edit.DefenderShows);
    }

    [Fact]
    public async Task A_comment_in_one_portal_shows_up_once_in_the_other()
    {
        var pair = await _environment.PairAsync();
        _environment.Defender.Comment(pair.DefenderId, Actor.Person("alice@contoso.com"), "looked at the mail");
        _environment.Sentinel.Comment(pair.SentinelName, Actor.Person("bob@contoso.com"), "blocked the sender");
        await pair.SentinelShowsAsync(incident => incident.Comments.Any(comment => comment.Message.Contains("looked at the mail")));
        await pair.DefenderShowsAsync(incident => incident.Comments.Any(comment => comment.Text.Contains("blocked the sender")));
        await _environment.SettleAsync();
        (pair.InDefender.Comments.Count, pair.InSentinel.Comments.Count).ShouldBe((2, 3));
    }

    // Graph answers a POST with the new comment's author bare and the app's earlier ones API-App:, as every read shows them.
    [Fact]
    public async Task Comments_that_Graph_shows_with_two_authors_are_carried_once_and_do_not_come_back()
    {
        var pair = await _environment.PairAsync();
        foreach (var words in new[] { "one", "two", "three" })
        {
            _environment.Sentinel.Comment(pair.SentinelName, Actor.Person("bob@contoso.com"), words);
        }

        await pair.DefenderShowsAsync(incident => incident.Comments.Count == 3);
        _environment.Sentinel.Comment(pair.SentinelName, Actor.Person("bob@contoso.com"), "four");
        await pair.DefenderShowsAsync(incident => incident.Comments.Any(comment => comment.Text.Contains("four")));
        await _environment.SettleAsync();
        (pair.InDefender.Comments.Count, pair.InSentinel.Comments.Count).ShouldBe((4, 5));
    }

    // Of classification and determination each may be null where nobody has judged.
    [Fact]
    public async Task A_verdict_of_nulls_is_none_and_is_not_written_to()
    {
        var pair = await _environment.PairAsync(incident => incident with { Classification = null, Determination = null });
        _environment.World.Calls.Clear();
        pair.EditInDefender(incident => incident with { Status = "resolved" });
        await pair.SentinelShowsAsync(incident => incident is { Status: "Closed", Classification: "Undetermined" });
        await _environment.SettleAsync();
        (pair.InDefender.Classification, pair.InDefender.Determination, Calls(Portal.Defender).Count()).ShouldBe((null, null, 0));
    }

    [Fact]
    public async Task An_owner_set_in_one_portal_and_a_status_set_in_the_other_both_survive()
    {
        var pair = await _environment.PairAsync();
        pair.EditInDefender(incident => incident with { AssignedTo = "alice@contoso.com" });
        pair.EditInSentinel(incident => incident with { Status = "Active" });
        await pair.DefenderShowsAsync(incident => incident is { AssignedTo: "alice@contoso.com", Status: "inProgress" });
        await pair.SentinelShowsAsync(incident => incident is { Owner.UserPrincipalName: "alice@contoso.com", Status: "Active" });
    }

    [Fact]
    public async Task A_guest_assigned_by_mail_in_Defender_is_completed_by_Sentinel_and_is_not_carried_back_and_is_unassigned_like_anybody()
    {
        var pair = await _environment.PairAsync();
        _environment.World.Calls.Clear();
        pair.EditInDefender(incident => incident with { AssignedTo = "gerd@fabrikam.com" });
        await pair.SentinelShowsAsync(incident => incident.Owner is
            { UserPrincipalName: "gerd_fabrikam.com#EXT#@contoso.com", Email: "gerd@fabrikam.com", ObjectId: not null });
        await _environment.SettleAsync();
        (pair.InDefender.AssignedTo, Calls(Portal.Defender).Count()).ShouldBe(("gerd@fabrikam.com", 0));
        pair.EditInDefender(incident => incident with { AssignedTo = null });
        await pair.SentinelShowsAsync(incident => incident.Owner == SentinelOwner.Nobody);
        await _environment.SettleAsync();
        (pair.InDefender.AssignedTo, Calls(Portal.Defender).Count()).ShouldBe((null, 0));
        Calls(Portal.Sentinel).ShouldBe(["incidents.get 2", "incidents.put 2"]);
    }

    [Fact]
    public async Task A_close_in_sentinel_is_one_patch_with_classification_and_determination()
    {
        var pair = await _environment.PairAsync();
        _environment.World.Calls.Clear();
        pair.EditInSentinel(incident => incident with
        {
            Status = "Closed", Classification = "TruePositive",
            ClassificationReason = "SuspiciousActivity", ClassificationComment = "cleaned",
        });
        await pair.DefenderShowsAsync(incident =>
            incident is { Status: "resolved", Classification: "truePositive", Determination: "other", ResolvingComment: "cleaned" });
        await _environment.SettleAsync();
        Calls(Portal.Defender).ShouldBe(["incidents.get 1", "incidents.patch 1"]);
        Calls(Portal.Sentinel).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_in_defender_costs_one_get_and_one_put()
    {
        var pair = await _environment.PairAsync();
        _environment.World.Calls.Clear();
        pair.EditInDefender(incident => incident with { Severity = "high", Status = "inProgress" });
        await pair.SentinelShowsAsync(incident => incident is { Severity: "High", Status: "Active" });
        await _environment.SettleAsync();
        Calls(Portal.Sentinel).ShouldBe(["incidents.get 1", "incidents.put 1"]);
        Calls(Portal.Defender).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_in_sentinel_costs_one_get_and_one_patch()
    {
        var pair = await _environment.PairAsync();
        _environment.World.Calls.Clear();
        pair.EditInSentinel(
            incident => incident with { Severity = "High", Owner = new SentinelOwner { UserPrincipalName = "bob@contoso.com" } });
        await pair.DefenderShowsAsync(incident => incident is { Severity: "high", AssignedTo: "bob@contoso.com" });
        await _environment.SettleAsync();
        Calls(Portal.Defender).ShouldBe(["incidents.get 1", "incidents.patch 1"]);
        Calls(Portal.Sentinel).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_of_tomorrow_holds_its_field_and_the_others_go_on()
    {
        var pair = await _environment.PairAsync();
        pair.EditInDefender(incident => incident with { Status = "escalated", Severity = "high" });
        await pair.SentinelShowsAsync(incident => incident.Severity == "High");
        await _environment.SettleAsync();
        pair.InSentinel.Status.ShouldBe("New");
        var held = (await pair.JournalAsync()).Single(row => row.Kind == JournalKind.Held);
        (held.Field, held.Was).ShouldBe((AllFields.Status, new Unknown("escalated")));
    }

    [Fact]
    public async Task A_merge_in_defender_closes_the_twin_of_what_was_merged()
    {
        var (kept, merged) = (await _environment.PairAsync(), await _environment.PairAsync());
        _environment.Defender.MergeIntoNewerShare = 0;
        _environment.Defender.Merge([kept.DefenderId, merged.DefenderId], Actor.Person("alice@contoso.com"));
        await merged.SentinelShowsAsync(incident => incident is { Status: "Closed", Classification: "Undetermined" });
        merged.InSentinel.ClassificationComment.ShouldBe($"Merged into Defender incident {kept.DefenderId}");
        merged.InSentinel.Labels.ShouldContain(label => label.Name == "Redirected");
        kept.InSentinel.Status.ShouldBe("New");
    }

    /// <summary>The calls of the service beside its polls.</summary>
    private IEnumerable<string> Calls(Portal portal) => _environment.World.Calls.Counts()
        .Where(count => count.Portal == portal && count.Operation != Operations.IncidentsList)
        .Select(count => $"{count.Operation} {count.Calls}");
}
