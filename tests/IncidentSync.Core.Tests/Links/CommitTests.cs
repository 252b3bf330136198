using System.Globalization;
using IncidentSync.Core.Links;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a worker stores of a link, and which links a page may concern.</summary>
public sealed class CommitTests
{
    [Fact]
    public void A_new_intent_gets_a_name_of_the_claims_token_and_one_that_has_a_name_keeps_it() =>
        Keys(Claimed(), "", "4.0", "").ShouldBe(["5.0", "4.0", "5.1"]);

    [Fact]
    public void A_name_that_this_claim_gave_before_is_not_given_again() =>
        Keys(Claimed("5.0", "5.1"), "", "").ShouldBe(["5.2", "5.3"]);

    [Fact]
    public void A_name_that_an_earlier_commit_of_this_claim_gave_stays_one_intents_alone()
    {
        Keys(Claimed("5.0"), "5.0", "").ShouldBeUnique();
        Keys(Claimed(), "5.0", "").ShouldBeUnique();
        Keys(Claimed("50.0"), "50.0", "").ShouldBe(["50.0", "5.0"]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("0,9", 0)]
    [InlineData("9,4,7", 4)]
    public void A_commit_rests_until_the_first_of_its_intents_is_due(string rests, int minutes)
    {
        var intents = rests.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(rest => Named("") with { Rest = Minutes(rest) });
        Commit([.. intents]).IntentsRest.ShouldBe(TimeSpan.FromMinutes(minutes));
    }

    [Fact]
    public void A_page_of_Defender_concerns_its_incidents_and_their_twins()
    {
        var page = Paged.Of(Paged.InDefender);
        page.DefenderIds.ShouldBe([Paged.Number]);
        page.SentinelNames.ShouldBe([Paged.Twin]);
    }

    [Fact]
    public void A_page_of_Sentinel_concerns_its_incidents_and_those_of_Defender_to_which_they_belong()
    {
        var page = Paged.Of(Paged.Native, Paged.Labelled);
        page.DefenderIds.ShouldBe([Paged.Number]);
        page.SentinelNames.ShouldBe([Paged.Microsofts, Paged.Rules]);
    }

    private static IEnumerable<string> Keys(Claim claim, params string[] keys) =>
        Commit([.. keys.Select(Named)]).Named(claim).Link.Intents.Select(intent => intent.Key);

    private static Claim Claimed(params string[] keys) => new(Commit([.. keys.Select(Named)]).Link, 5, 0, false);

    private static LinkCommit Commit(params Intent[] intents) =>
        new(Pair.Synced().Link() with { Intents = [.. intents] }, [], "rules", NextStep.Left);

    private static Intent Named(string key) => new Intent.Comment(Defender, "", "", [], Sent: false) { Key = key };

    private static TimeSpan Minutes(string rest) => TimeSpan.FromMinutes(int.Parse(rest, CultureInfo.InvariantCulture));
}
