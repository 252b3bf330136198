using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>The portals' words: every documented spelling is read, and nothing else passes for one.</summary>
public class WordsTests
{
    [Theory]
    [InlineData("90", Priority.Top)]
    [InlineData("50", Priority.Medium)]
    [InlineData("3", Priority.Low)]
    public void A_priority_score_has_three_words(string score, Priority priority) =>
        DefenderWords.Priority(score).ShouldBe(new Seen<Priority>(priority));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("high")]
    public void A_score_that_is_none_is_unseen(string score) => DefenderWords.Priority(score).ShouldBe(Reading.Unseen);

    [Theory]
    [InlineData("clean", "notMalicious")]
    [InlineData("insufficientData", "notEnoughDataToValidate")]
    [InlineData("NoEnoughDataToValidate", "notEnoughDataToValidate")]
    [InlineData("CompromisedUser", "compromisedAccount")]
    [InlineData("confirmedUserActivity", "confirmedActivity")]
    [InlineData("MultiStagedAttack", "multiStagedAttack")]
    [InlineData("phishing", "phishing")]
    [InlineData("unknown", "")]
    [InlineData("", "")]
    [InlineData("somethingNew", "somethingNew")]
    public void A_determination_has_one_name_whatever_page_it_was_spelled_on(string word, string detail) =>
        DefenderWords.Verdict("TruePositive", word, "").ShouldBe(new Seen<Verdict>(new Verdict(Classification.TruePositive, detail, "")));

    [Theory]
    [InlineData("InProgress", Status.Active)]
    [InlineData("inProgress", Status.Active)]
    [InlineData("Resolved", Status.Closed)]
    [InlineData("AwaitingAction", Status.AwaitingAction)]
    public void A_status_is_read_in_either_case(string word, Status status) =>
        DefenderWords.Status(word).ShouldBe(new Seen<Status>(status));

    [Theory]
    [InlineData("unknown")]
    [InlineData("unknownFutureValue")]
    [InlineData("critical")]
    [InlineData("256")]
    [InlineData("")]
    public void A_severity_Defender_cannot_name_is_unknown_and_kept(string word) =>
        DefenderWords.Severity(word).ShouldBe(new Unknown(word));

    [Theory]
    [InlineData("Critical")]
    [InlineData("2")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("Low, High")]
    [InlineData("Low,Medium")]
    [InlineData("")]
    public void A_severity_Sentinel_cannot_name_is_unknown_and_kept(string word) =>
        SentinelWords.Severity(word).ShouldBe(new Unknown(word));

    [Theory]
    [InlineData("Benign")]
    [InlineData("1")]
    [InlineData("+1")]
    [InlineData("TruePositive, BenignPositive")]
    public void A_classification_Sentinel_cannot_name_is_unknown_and_kept(string word) =>
        SentinelWords.Verdict(word, "", "").ShouldBe(new Unknown(word));

    [Theory]
    [InlineData("high", Severity.High)]
    [InlineData("Informational", Severity.Informational)]
    public void A_severity_of_Sentinel_is_read_in_either_case(string word, Severity severity) =>
        SentinelWords.Severity(word).ShouldBe(new Seen<Severity>(severity));
}
