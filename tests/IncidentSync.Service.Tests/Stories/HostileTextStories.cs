using System.Net;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using IncidentSync.Demo.Convergence;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>
/// Every text that people write, fuzzed from end to end in both directions. A seed that fails is printed, and run again by adding it here.
/// </summary>
public sealed class HostileTextStories(TestEnvironmentFixture fixture, ITestOutputHelper output) : IClassFixture<TestEnvironmentFixture>
{
    private const int Rounds = 4;
    private readonly TestEnvironment _environment = fixture.TestEnvironment;

    public static TheoryData<int> SeedsToRun => [1, 2, 3, 683284557, 2031277820, Random.Shared.Next()];

    [Theory]
    [MemberData(nameof(SeedsToRun))]
    public async Task What_crosses_hides_nothing_and_is_no_live_markup_and_stands_still(int seed)
    {
        output.WriteLine($"seed {seed}");
        var hostile = new HostileText(new Random(seed));
        var pair = await _environment.PairAsync(incident => incident with
        {
            Status = "resolved", Classification = "truePositive", Determination = "malware",
            DisplayName = hostile.Next("first"), Description = hostile.Next("first"), CustomTags = [hostile.Next("first")],
        });
        ShouldShowWhatCrossed(pair.InDefender.DisplayName!, pair.InSentinel.Title!);
        for (var round = 1; round <= Rounds; round++)
        {
            await FromDefenderAsync(pair, hostile, $"d{round}");
            await FromSentinelAsync(pair, hostile, $"s{round}");
        }

        var writes = _environment.Writes;
        await _environment.SettleAsync();
        _environment.Writes.ShouldBe(writes);
        pair.InSentinel.Comments.Count(comment => comment.Author.UserPrincipalName is null).ShouldBe(Rounds + 1);
        pair.InDefender.Comments.Count.ShouldBe(2 * Rounds);
        ConvergenceCheck.Of(_environment.World).Holds.ShouldBeTrue(ConvergenceCheck.Of(_environment.World).Print(10));
    }

    private async Task FromDefenderAsync(Pair pair, HostileText hostile, string word)
    {
        var (owner, said) = (Name(hostile, word), hostile.Next(word));
        pair.EditInDefender(incident => incident with
        {
            DisplayName = hostile.Next(word), Description = hostile.Next(word), CustomTags = [hostile.Next(word)],
            AssignedTo = owner, ResolvingComment = hostile.Next(word),
        });
        _environment.Defender.Comment(pair.DefenderId, Actor.Person($"{hostile.Next(word)}@contoso.com"), said);
        await pair.SentinelShowsAsync(incident => incident.Comments.Any(comment => comment.Author.UserPrincipalName is null
            && comment.Message.Contains($"{word}", StringComparison.Ordinal)));
        await _environment.SettleAsync();
        var (d, s) = (pair.InDefender, pair.InSentinel);
        ShouldShowWhatCrossed(d.DisplayName!, s.Title!);
        ShouldShowWhatCrossed(d.CustomTags.Single(), s.Labels.Single(label => label.Name.Contains(word, StringComparison.Ordinal)).Name);
        ShouldShowWhatCrossed(owner, s.Owner.UserPrincipalName!);
        Text.SameSight(s.Description!, Crossing.Lines(d.Description!)).ShouldBeTrue();
        Text.SameSight(s.ClassificationComment!, Crossing.Lines(d.ResolvingComment!)).ShouldBeTrue();
        var copy = s.Comments.Where(comment => comment.Author.UserPrincipalName is null)
            .Single(comment => comment.Message.Contains($"\n{word}", StringComparison.Ordinal)).Message;
        LiveMarkup.In(copy).ShouldBeEmpty(copy);
        copy.ShouldBe(Crossing.Lines(copy));
        CommentText.Canonical(copy).ShouldContain(CommentText.Canonical(WebUtility.HtmlEncode(Crossing.Lines(said))));
    }

    private async Task FromSentinelAsync(Pair pair, HostileText hostile, string word)
    {
        // What stands in a comment of HTML, or in its script, nobody sees in Sentinel, and it is not carried. Nor is a tag that never ends,
        // which a lone < before a letter would begin.
        var (owner, said) = (Name(hostile, word), hostile.Next(word).Replace("<!--", "").Replace("<script>", ""));
        pair.EditInSentinel(incident => incident with
        {
            Title = hostile.Next(word), Description = hostile.Next(word), ClassificationComment = hostile.Next(word),
            Labels = [.. incident.Labels.Where(label => TagsField.IsOwned(label.Name)), new SentinelLabel(hostile.Next(word))],
            Owner = new SentinelOwner { UserPrincipalName = owner },
        });
        _environment.Sentinel.Comment(pair.SentinelName, Actor.Person($"{hostile.Next(word)}@contoso.com"), said);
        await pair.DefenderShowsAsync(
            incident => incident.Comments.Any(comment => comment.Text.Contains($"\n{word}", StringComparison.Ordinal)));
        await _environment.SettleAsync();
        var (d, s) = (pair.InDefender, pair.InSentinel);
        ShouldShowWhatCrossed(s.Title!, d.DisplayName!);
        ShouldShowWhatCrossed(
            s.Labels.Single(label => label.Name.Contains(word, StringComparison.Ordinal)).Name, d.CustomTags.Single());
        ShouldShowWhatCrossed(owner, d.AssignedTo!);
        Text.SameSight(d.Description!, Crossing.Lines(s.Description!)).ShouldBeTrue();
        Text.SameSight(d.ResolvingComment!, Crossing.Lines(s.ClassificationComment!)).ShouldBeTrue();
        var copy = d.Comments.Last(comment => comment.Text.Contains($"\n{word}", StringComparison.Ordinal)).Text;
        copy.ShouldBe(Crossing.Lines(copy));
    }

    // One @, and nothing that makes a guest of it.
    private static string Name(HostileText hostile, string word) =>
        $"{hostile.Next(word).Replace("@", "", StringComparison.Ordinal)}@contoso.com";

    private static void ShouldShowWhatCrossed(string written, string shown)
    {
        shown.ShouldBe(Crossing.Line(shown));
        Text.SameSight(shown, Crossing.Line(written)).ShouldBeTrue($"{written} became {shown}");
    }
}
