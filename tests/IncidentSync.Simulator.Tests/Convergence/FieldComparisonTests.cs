using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Tests.Convergence;

public class FieldComparisonTests
{
    private static readonly DefenderIncident Defender = new("1", Guid.Empty) { DisplayName = "Phish" };
    private static readonly SentinelIncident Sentinel = new("s", 1) { Title = "Phish" };
    private static readonly SentinelIncident Closed = Sentinel with { Status = "Closed", Classification = "Undetermined" };

    [Theory]
    [InlineData("active", "New", "equal")]
    [InlineData("inProgress", "Active", "equal")]
    [InlineData("InProgress", "Active", "equal")]
    [InlineData("resolved", "Closed", "equal")]
    [InlineData("awaitingAction", "Active", "equal")]
    [InlineData("active", "Active", "differs")]
    [InlineData("resolved", "Active", "differs")]
    [InlineData("awaitingAction", "New", "differs")]
    [InlineData("unknownFutureValue", "New", "held")]
    [InlineData("active", "Parked", "held")]
    public void Statuses_compare_in_Sentinels_words(string inDefender, string inSentinel, string expected) =>
        Compare("status", Defender with { Status = inDefender }, Sentinel with { Status = inSentinel }).ShouldBe(expected);

    [Theory]
    [InlineData("truePositive", "TruePositive", "equal")]
    [InlineData("TruePositive", "TruePositive", "equal")]
    [InlineData("falsePositive", "FalsePositive", "equal")]
    [InlineData("informationalExpectedActivity", "BenignPositive", "equal")]
    [InlineData("unknown", "Undetermined", "equal")]
    [InlineData("truePositive", "Undetermined", "differs")]
    [InlineData("falsePositive", "BenignPositive", "differs")]
    [InlineData("probablyFine", "Undetermined", "held")]
    [InlineData("unknown", "Duplicate", "held")]
    public void Verdicts_of_closed_incidents_compare_by_classification(string inDefender, string inSentinel, string expected) =>
        Compare("verdict", Defender with { Classification = inDefender }, Closed with { Classification = inSentinel }).ShouldBe(expected);

    [Fact]
    public void A_verdict_is_not_compared_while_Sentinel_does_not_show_one() =>
        Compare("verdict", Defender with { Classification = "truePositive" }, Sentinel).ShouldBe("not shown");

    [Fact]
    public void The_closing_comment_is_part_of_the_verdict() =>
        Compare("verdict", Defender with { ResolvingComment = "done" }, Closed with { ClassificationComment = "gone" }).ShouldBe("differs");

    [Fact]
    public void A_closing_comment_that_Defender_cut_is_equal()
    {
        var text = new string('x', 30_001);
        Compare("verdict", Defender with { ResolvingComment = text[..30_000] }, Closed with { ClassificationComment = text })
            .ShouldBe("equal");
    }

    [Theory]
    [InlineData(null, null, null, null, "equal")]
    [InlineData("", null, null, null, "equal")]
    [InlineData("Alice@contoso.com", "alice@contoso.com", null, "User", "equal")]
    [InlineData("alice@contoso.com", null, "alice@contoso.com", "User", "equal")]
    [InlineData("gerd@fabrikam.com", "gerd_fabrikam.com#EXT#@contoso.com", "gerd@fabrikam.com", "User", "equal")]
    [InlineData("gerd_fabrikam.com#EXT#@contoso.com", "gerd_fabrikam.com#EXT#@contoso.com", "gerd@fabrikam.com", "User", "equal")]
    [InlineData("gerd@fabrikam.com", "frida_fabrikam.com#EXT#@contoso.com", "frida@fabrikam.com", "User", "differs")]
    [InlineData("alice@contoso.com", null, null, null, "differs")]
    [InlineData(null, "bob@contoso.com", null, "User", "differs")]
    [InlineData("alice@contoso.com", "bob@contoso.com", null, "User", "differs")]
    [InlineData("Automation", null, null, null, "held")]
    [InlineData("Automation", "bob@contoso.com", null, "User", "held")]
    [InlineData(null, null, "tier2@contoso.com", "Group", "held")]
    public void Owners_compare_by_name(string? inDefender, string? userPrincipalName, string? email, string? type, string expected) =>
        Compare("owner", Defender with { AssignedTo = inDefender },
            Sentinel with { Owner = new SentinelOwner { UserPrincipalName = userPrincipalName, Email = email, OwnerType = type } })
            .ShouldBe(expected);

    [Theory]
    [InlineData("high", "High", "equal")]
    [InlineData("informational", "Informational", "equal")]
    [InlineData("high", "Low", "differs")]
    [InlineData("unknown", "Informational", "held")]
    [InlineData("high", "Critical", "held")]
    public void Severities_are_the_same_four_words(string inDefender, string inSentinel, string expected) =>
        Compare("severity", Defender with { Severity = inDefender }, Sentinel with { Severity = inSentinel }).ShouldBe(expected);

    [Theory]
    [InlineData("Phish", "Phish", "equal")]
    [InlineData("Phish\r\nwave ", "Phish\nwave", "equal")]
    [InlineData("Phish", "phish", "differs")]
    [InlineData("", "Phish", "differs")]
    [InlineData("Phish", "", "differs")]
    public void Titles_compare_as_a_reader_sees_them(string inDefender, string inSentinel, string expected) =>
        Compare("title", Defender with { DisplayName = inDefender }, Sentinel with { Title = inSentinel }).ShouldBe(expected);

    [Theory]
    [InlineData(5_000, "equal")]
    [InlineData(4_960, "equal")]
    [InlineData(4_000, "differs")]
    public void A_long_description_is_equal_to_its_beginning_and_to_no_shorter_one(int kept, string expected)
    {
        var text = new string('x', 6_000);
        Compare("description", Defender with { Description = text }, Sentinel with { Description = text[..kept] }).ShouldBe(expected);
    }

    [Fact]
    public void Half_a_character_at_the_end_of_a_cut_text_is_a_difference()
    {
        var text = new string('x', 4_999) + "\U0001F6A8 and more";
        Compare("description", Defender with { Description = text }, Sentinel with { Description = text[..5_000] }).ShouldBe("differs");
    }

    [Theory]
    [InlineData("vip,tier2", "Tier2, VIP ", "equal")]
    [InlineData("vip", "vip,defender:1,Redirected", "equal")]
    [InlineData("", "defender:1", "equal")]
    [InlineData("vip", "", "differs")]
    [InlineData("vip", "vip,red team", "differs")]
    public void Tags_are_a_set_without_the_labels_that_pair(string inDefender, string inSentinel, string expected) =>
        Compare("tags", Defender with { CustomTags = [.. inDefender.Split(',')] },
            Sentinel with { Labels = [.. inSentinel.Split(',').Select(name => new SentinelLabel(name))] }).ShouldBe(expected);

    [Theory]
    [InlineData("seen", "alice in Defender, 2026-11-22 08:00:00 UTC:\nseen\n[incidentsync 1.1.a.b]", "equal")]
    [InlineData("a <b> & c", "alice in Defender, 2026-11-22 08:00:00 UTC:\na &lt;b&gt; &amp; c\n[incidentsync 1.1.a.b]", "equal")]
    [InlineData("", "Defender incident 1: https://contoso.com", "equal")]
    [InlineData("seen", "", "differs")]
    [InlineData("", "seen", "differs")]
    [InlineData("seen", "seen", "differs")]
    [InlineData("seen", "alice in Defender, 2026-11-22 08:00:00 UTC:\nheard\n[incidentsync 1.1.a.b]", "differs")]
    public void A_comment_needs_its_copy_on_the_other_portal(string inDefender, string inSentinel, string expected) =>
        Compare("comments",
            Defender with { Comments = [.. Comments(inDefender).Select(text => new DefenderComment(text, "alice", default))] },
            Sentinel with { Comments = [.. Comments(inSentinel).Select(Said)] }).ShouldBe(expected);

    [Theory]
    [InlineData("Asked the service desk & the user.", "equal")]
    [InlineData("Asked the\nservice desk", "differs")]
    [InlineData("", "differs")]
    public void A_comment_of_HTML_may_be_text_in_Defender(string copied, string expected)
    {
        var copy = $"app in Sentinel, 2026-11-22 08:00:00 UTC:\n{copied}\n[incidentsync 1.1.a.b]";
        Compare("comments",
            Defender with { Comments = [new(copy, "app", default)] },
            Sentinel with { Comments = [Said("<div><p>Asked the <b>service desk</b> &AMP; the user.</p></div>")] }).ShouldBe(expected);
    }

    [Fact]
    public void A_comment_that_was_copied_twice_is_a_difference()
    {
        var copy = "alice in Defender, 2026-11-22 08:00:00 UTC:\nseen\n[incidentsync 1.1.a.b]";
        Compare("comments",
            Defender with { Comments = [new("seen", "alice", default)] },
            Sentinel with { Comments = [Said(copy), Said(copy)] }).ShouldBe("differs");
    }

    [Theory]
    [InlineData("alice@contoso.com", "differs")]
    [InlineData("API-App:IncidentSync", "equal")]
    public void What_a_person_signs_is_no_copy_whatever_it_quotes(string author, string expected) =>
        Compare("comments",
            Defender with { Comments = [new("bob in Sentinel, 2026-11-22 08:00:00 UTC:\nseen\n[incidentsync 1.1.a.b]", author, default)] },
            Sentinel).ShouldBe(expected);

    [Fact]
    public void A_quoted_copy_is_carried_whole_but_for_its_marker()
    {
        var quote = "bob in Sentinel, 2026-11-22 08:00:00 UTC:\nseen\n";
        Compare("comments",
            Defender with { Comments = [new($"{quote}[incidentsync 1.1.a.b]", "alice@contoso.com", default)] },
            Sentinel with { Comments = [Said($"alice@contoso.com in Defender, 2026-11-22 09:00:00 UTC:\n{quote}[incidentsync 1.1.c.d]")] })
            .ShouldBe("equal");
    }

    [Theory]
    [InlineData("seen", "seen", "equal")]
    [InlineData("seen", "", "differs")]
    [InlineData("seen", "alice in Defender, 2026-11-22 08:00:00 UTC:\nseen\n[incidentsync 1.1.a.b]", "equal")]
    public void Microsofts_own_copy_looks_like_an_original(string inDefender, string inSentinel, string expected) =>
        Compare("comments",
            Defender with { Comments = [new(inDefender, "alice@contoso.com", default)] },
            Sentinel with { ProviderName = "Microsoft XDR", Comments = [.. Comments(inSentinel).Select(Said)] }).ShouldBe(expected);

    [Fact]
    public void A_copy_of_ours_beside_Microsofts_is_one_too_many() =>
        Compare("comments",
            Defender with { Comments = [new("seen", "alice@contoso.com", default)] },
            Sentinel with
            {
                ProviderName = "Microsoft XDR",
                Comments = [Said("seen"), Said("alice in Defender, 2026-11-22 08:00:00 UTC:\nseen\n[incidentsync 1.1.a.b]")],
            }).ShouldBe("differs");

    [Fact]
    public void A_description_is_not_compared_where_Microsofts_own_sync_is_on() =>
        Compare("description", Defender with { Description = "long" }, Sentinel with { ProviderName = "Microsoft XDR" })
            .ShouldBe("not shown");

    [Theory]
    [InlineData("seen", "blocked", "equal")]
    [InlineData("seen", "said by nobody", "differs")]
    [InlineData("seen", "seen", "differs")]
    public void A_digest_is_a_copy_of_each_comment_it_holds(string first, string second, string expected)
    {
        var digest = "These comments were written in Defender after this incident had almost as many as Sentinel holds:\n\n"
            + $"alice in Defender, 2026-11-22 08:00:00 UTC:\n{first}\n\n"
            + $"alice in Defender, 2026-11-22 08:00:00 UTC:\n{second}\n[incidentsync 1.1.a.b]";
        Compare("comments",
            Defender with { Comments = [new("seen", "alice", default), new("blocked", "alice", default)] },
            Sentinel with { Comments = [Said(digest)] }).ShouldBe(expected);
    }

    private static string[] Comments(string text) => text.Length == 0 ? [] : [text];

    private static SentinelComment Said(string text) => new("name", "", text, new SentinelAuthor(null, null, "app", null));

    private static string Compare(string field, DefenderIncident inDefender, SentinelIncident inSentinel)
    {
        var edits = new EditLog(new SimulatorClock());
        return SyncedFields.Named(field).Compare(new Pair(inDefender, inSentinel, edits)) switch
        {
            FieldComparison.Equal => "equal",
            FieldComparison.Differs => "differs",
            FieldComparison.Held => "held",
            _ => "not shown",
        };
    }
}
