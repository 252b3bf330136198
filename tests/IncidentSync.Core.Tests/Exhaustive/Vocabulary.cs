using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>
/// The few values of each field that stand for all others: each class of value that the core treats differently is among them.
/// </summary>
internal static class Vocabulary
{
    private static readonly string Long = new('x', DescriptionField.SentinelLimit);

    /// <summary>What a portal can show in a field.</summary>
    public static Reading[] Of(Portal portal, Field field) => (portal, field) switch
    {
        (Portal.Defender, StatusField) =>
            [.. Seen(Status.New, Status.Active, Status.AwaitingAction, Status.Closed), new Unknown("onHold"), Reading.Unseen],
        (Portal.Sentinel, StatusField) => [.. Seen(Status.New, Status.Active, Status.Closed), new Unknown("Paused")],
        (_, SeverityField) => Size.Of([.. Seen(Severity.Low, Severity.Medium, Severity.High), new Unknown("critical")],
            [.. Seen(Severity.Informational), Reading.Unseen]),
        (Portal.Defender, PriorityField) => [.. Seen(Priority.Low, Priority.Medium, Priority.Top), Reading.Unseen],
        (Portal.Sentinel, PriorityField) => Seen(Priority.None, Priority.Low, Priority.Medium, Priority.Top),
        (Portal.Defender, OwnerField) => Seen(Size.Of(
            [Owner.Nobody, Owner.InDefender("alice@contoso.com"), Owner.InDefender("bob@contoso.com"), Owner.InDefender("night shift")],
            [Owner.InDefender("SOC-Tier2"), Owner.InDefender("Alice@contoso.com")])),
        (Portal.Sentinel, OwnerField) => Seen(Size.Of(
            [Owner.Nobody, Owner.InSentinel("a-1", "alice@contoso.com"),
                Owner.InSentinel("b-1", "", "bob@contoso.com"), Owner.InSentinel("g-9", "", isGroup: true)],
            [Owner.InSentinel("g-2", "", isGroup: true), Owner.InSentinel("a-1", "alice.ahlberg@contoso.com")])),
        (_, TitleField) => [.. Seen(Size.Of(["A", "B", "", "A "], ["C", "D"])), new Unknown("?")],
        (Portal.Defender, DescriptionField) => Seen(Size.Of(["a", "", Long + "1", Long + "2"], ["b"])),
        (Portal.Sentinel, DescriptionField) => Seen(Size.Of(["a", "", Long], ["b", "c"])),
        (_, TagsField) => [.. Seen(Size.Of(Subsets("a", "b"), Subsets("a", "b", "c")).Append(Tags.Of("A")).ToArray()), new Unknown("?")],
        (Portal.Defender, VerdictField) =>
        [
            .. Seen(Size.Of(
                [Verdict.None, new(Classification.TruePositive, "malware", ""), new(Classification.FalsePositive, "notMalicious", "")],
                [new(Classification.TruePositive, "phishing", ""), new(Classification.Undetermined, "", "Asked."),
                    new(Classification.TruePositive, "malware", "Cleaned.")])),
            new Unknown("probablyBad"),
        ],
        (Portal.Sentinel, VerdictField) =>
        [
            .. Seen(Size.Of(
                [Verdict.None, new(Classification.TruePositive, "SuspiciousActivity", ""),
                    new(Classification.FalsePositive, "IncorrectAlertLogic", "")],
                [new(Classification.FalsePositive, "InaccurateData", ""), new(Classification.Undetermined, "", "Asked."),
                    new(Classification.BenignPositive, "SuspiciousButExpected", "")])),
            new Unknown("ProbablyBad"),
        ],
        _ => throw new InvalidOperationException($"The new field '{field}' needs values here."),
    };

    private static Reading[] Seen<T>(params T[] values)
        where T : notnull => [.. values.Select(value => new Seen<T>(value))];

    private static Tags[] Subsets(params string[] tags) =>
        [.. Enumerable.Range(0, 1 << tags.Length).Select(bits => Tags.Of(tags.Where((_, at) => (bits >> at & 1) == 1)))];
}
