using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Phrases;

/// <summary>What analysts write.</summary>
internal static class Wording
{
    private static readonly string[] Comments =
    [
        "Looking at it.", "Called the user, she did not start this herself.", "Host isolated, waiting for the image.",
        "Same sender as yesterday's wave, see the blocked list.", "Sign-in came from the VPN egress 198.51.100.7, expected.",
        "Token revoked and password reset.", "Asked fabrikam.com's helpdesk for the mail headers.",
        "Line one of a longer note.\nLine two, with a table:\n| host | seen |\n|---|---|\n| ws-014 | 09:12 |",
        "Prüfung läuft, bitte nicht schließen.", "担当者に確認中です。", "Nothing on the endpoint \U0001F937\u200D\u2642\uFE0F",
        "<script>alert('x')</script> was in the subject, harmless here.", "cf. INC-10442 & CHG-771 (\"mail gateway\")",
    ];

    private static readonly string[] Closings =
    [
        "Confirmed and contained.", "Blocked before execution, nothing left to do.", "Known scanner of the red team.",
        "User's own script, signed since.", "Rule is too broad, tuned.", "Not enough left in the logs to tell.",
        "Geprüft – keine Maßnahme nötig.", "対応完了", "Fermé, rien à signaler \u2713",
    ];

    private static readonly string[] Tags =
    [
        "vip", "phishing-wave", "red team", "tier2", "waiting-for-user", "false-positive-candidate", "Überprüfung", "要確認", "fabrikam",
        "night-shift",
    ];

    private static readonly string[] Descriptions =
    [
        "Several endpoints of the finance department talk to the same rare address.",
        "One user received and opened a message that was later found malicious.",
        "Sign-ins from two countries within minutes; one of them is the VPN.",
        "A service account did what it never did before.",
    ];

    /// <summary>Longer than Sentinel takes, with a grapheme of several code points wherever it is cut.</summary>
    public static string LongDescription { get; } =
        string.Concat(Enumerable.Repeat("A long story about ws-014.contoso.com \U0001F469\U0001F3FD\u200D\U0001F4BB. ", 150));

    public static string Comment(Random random) => random.Pick(Comments);

    public static string Closing(Random random) => random.Pick(Closings);

    public static string Tag(Random random) => random.Pick(Tags);

    public static string Description(Random random) => $"{random.Pick(Descriptions)} Case {random.Next(1000, 10_000)}.";
}
