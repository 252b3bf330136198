using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Classification;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>Texts at the very limit of a portal and beyond it, and texts that nobody wrote.</summary>
public sealed class LimitTests
{
    private static readonly string Longest = new('x', VerdictField.DefenderCommentLimit);

    [Fact]
    public void A_description_of_just_the_length_that_Sentinel_holds_is_whole_there_and_its_edit_travels() =>
        Pair.Synced().Edit(Defender, AllFields.Description, new string('x', DescriptionField.SentinelLimit)).Apply()
            .Edit(Sentinel, AllFields.Description, "shorter").Writes().ShouldBe("Defender.description := 'shorter'");

    [Fact]
    public void A_text_is_cut_for_Sentinel_alone()
    {
        var text = new string('x', DescriptionField.SentinelLimit + 1);
        Pair.Synced().Edit(Sentinel, AllFields.Description, text).Writes().ShouldBe($"Defender.description := '{text}'");
    }

    [Fact]
    public void A_closing_comment_is_cut_for_Defender_alone()
    {
        var longer = Longest + "y";
        Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", longer)).Decide(AllFields.Verdict)
            .ShouldBe($"Defender.verdict := TruePositive/other/{Longest}");
        Pair.Synced(Status.Closed).Edit(Defender, AllFields.Verdict, new Verdict(TruePositive, "malware", longer)).Decide(AllFields.Verdict)
            .ShouldBe($"Sentinel.verdict := TruePositive/SuspiciousActivity/{longer}");
    }

    [Fact]
    public void A_verdict_changed_where_its_comment_is_held_only_cut_is_held() =>
        Cut(longer: Longest + "y").Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notMalicious", Longest))
            .Decide(AllFields.Verdict).ShouldBe("held: CutText");

    [Fact]
    public void A_verdict_with_a_new_and_short_comment_is_carried_over_a_long_one() =>
        Cut(longer: Longest + "y").Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notMalicious", "Tuned."))
            .Decide(AllFields.Verdict).ShouldBe("Sentinel.verdict := FalsePositive/InaccurateData/Tuned.");

    [Fact]
    public void A_comment_of_just_the_length_that_Defender_holds_is_whole_there_and_its_verdict_travels() =>
        Cut(Longest).Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notMalicious", Longest))
            .Decide(AllFields.Verdict).ShouldBe($"Sentinel.verdict := FalsePositive/InaccurateData/{Longest}");

    [Theory]
    [InlineData(0, "held: CutText")]
    [InlineData(Text.LongestCluster, "held: CutText")]
    [InlineData(Text.LongestCluster + 1, "Sentinel.verdict := FalsePositive/InaccurateData/")]
    public void A_comment_shorter_than_the_cut_could_have_left_is_a_persons(int less, string decision) =>
        Cut(longer: Longest + "y").Edit(Defender, AllFields.Verdict, new Verdict(FalsePositive, "notMalicious", Longest[less..]))
            .Decide(AllFields.Verdict).ShouldStartWith(decision);

    [Fact]
    public void A_verdict_that_is_off_is_not_carried_with_a_close() =>
        Pair.Synced().Under(AllFields.Verdict, ConflictPolicy.Off)
            .Edit(Defender, AllFields.Verdict, new Verdict(TruePositive, "malware", ""))
            .Edit(Defender, AllFields.Status, Status.Closed).Writes().ShouldBe("Sentinel.status := Closed");

    [Fact]
    public void Verdicts_are_the_same_when_class_and_detail_and_comment_are()
    {
        var malware = new Verdict(TruePositive, "malware", "Cleaned.");
        Same(malware, malware with { Detail = "Malware", Comment = " Cleaned. " }).ShouldBeTrue();
        Same(malware, malware with { Class = FalsePositive }).ShouldBeFalse();
        Same(malware, malware with { Detail = "phishing" }).ShouldBeFalse();
        Same(malware, malware with { Comment = "" }).ShouldBeFalse();

        static bool Same(Verdict left, Verdict right) => AllFields.Verdict.Same(new Seen<Verdict>(left), new Seen<Verdict>(right));
    }

    [Theory]
    [InlineData("Defender incident 42", "nothing")]
    [InlineData("Defender incident response", "Defender.title := 'Defender incident response'")]
    [InlineData("About Defender incident 42", "Defender.title := 'About Defender incident 42'")]
    public void A_title_that_was_invented_for_the_twin_never_travels(string title, string writes) =>
        Pair.Synced().Edit(Defender, AllFields.Title, "").Edit(Sentinel, AllFields.Title, title).Writes().ShouldBe(writes);

    // Sentinel was closed with this comment, and Defender was given what it holds of it.
    private static Pair Cut(string longer) => Pair.Synced().CloseInSentinel(new(TruePositive, "SuspiciousActivity", longer)).Apply();
}
