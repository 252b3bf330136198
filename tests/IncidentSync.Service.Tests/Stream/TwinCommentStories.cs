using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>The comment at the twin that tells of the incident's alerts.</summary>
public sealed class TwinCommentStories(StreamSceneFixture fixture) : IClassFixture<StreamSceneFixture>
{
    private const string Beginning = "Alerts of this incident in Defender: ";

    private readonly StreamScene _scene = fixture.Scene;

    [Fact]
    public async Task One_comment_tells_of_the_alerts_and_changes_when_another_comes_and_never_travels()
    {
        var pair = await PairAsync();
        await ShowsAsync(pair, "1 (1 high)");
        _scene.Defender.AddAlert(pair.DefenderId, alert => alert with { Title = "<img src=x onerror=alert(1)>" });
        var comment = await ShowsAsync(pair, "2 (1 high)");
        comment.Message.ShouldNotContain("<img");
        await _scene.Environment.SettleAsync();
        Comments(pair).Count.ShouldBe(1);
        pair.InDefender.Comments.ShouldNotContain(other => other.Text.Contains(Beginning));
    }

    [Fact]
    public async Task Three_hundred_alerts_are_told_of_and_fifty_are_listed()
    {
        var pair = await PairAsync();
        for (var alert = 1; alert < 300; alert++)
        {
            _scene.Defender.AddAlert(pair.DefenderId);
        }

        var comment = await ShowsAsync(pair, "300 (1 high)");
        comment.Message.ShouldContain("and 250 more");
        comment.Message.Length.ShouldBeLessThanOrEqualTo(20_000);
        Comments(pair).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_that_a_person_edited_is_not_written_again()
    {
        var pair = await PairAsync();
        var comment = await ShowsAsync(pair, "1 (1 high)");
        _scene.Environment.Sentinel.PutComment(pair.SentinelName, comment.Name, comment.Etag, Actor.Person("bob@contoso.com"), "mine now");
        _scene.Defender.AddAlert(pair.DefenderId);
        await TheirsAsync(pair);
        Comments(pair).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_lost_database_the_comment_is_found_and_neither_written_again_nor_carried()
    {
        var pair = await PairAsync();
        var version = (await ShowsAsync(pair, "1 (1 high)")).Etag;
        await _scene.Environment.StartOnEmptyDatabaseAsync();
        await Wait.UntilAsync(
            async () => (await _scene.Environment.Database.ReadAsync(
                $"select 1 from twin_comment join link on id = link_id where defender_id = '{pair.DefenderId}' and not is_due")).Count == 1,
            () => "The comment is not found.");
        await _scene.Environment.SettleAsync();
        Comments(pair).Single().Etag.ShouldBe(version);
        pair.InDefender.Comments.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_lost_database_a_comment_that_a_person_edited_meanwhile_stays_theirs()
    {
        var pair = await PairAsync();
        var comment = await ShowsAsync(pair, "1 (1 high)");
        await _scene.Environment.StopServiceAsync();
        _scene.Environment.Sentinel.PutComment(
            pair.SentinelName, comment.Name, comment.Etag, Actor.Person("bob@contoso.com"), $"{comment.Message}\nmine now");
        await _scene.Environment.StartOnEmptyDatabaseAsync();
        await TheirsAsync(pair);
        Comments(pair).Single().Message.ShouldEndWith("mine now");
    }

    private async Task<Pair> PairAsync()
    {
        var pair = await _scene.Environment.PairAsync();
        _scene.Defender.AddAlert(pair.DefenderId, alert => alert with { Severity = "high" });
        return pair;
    }

    private async Task<SentinelComment> ShowsAsync(Pair pair, string what)
    {
        await Wait.UntilAsync(
            () => Comments(pair).Any(comment => comment.Message.StartsWith(Beginning + what, StringComparison.Ordinal)),
            () => $"{what} is not told: {string.Join('|', Comments(pair).Select(comment => comment.Message))}");
        return Comments(pair).Single();
    }

    private Task TheirsAsync(Pair pair) => Wait.UntilAsync(
        async () => (await _scene.Environment.Database.ReadAsync(
            $"select 1 from twin_comment join link on id = link_id where defender_id = '{pair.DefenderId}' and is_theirs")).Count == 1,
        () => "The comment is still taken for ours.");

    private List<SentinelComment> Comments(Pair pair) =>
        [.. pair.InSentinel.Comments.Where(comment => comment.Message.StartsWith(Beginning, StringComparison.Ordinal))];
}
