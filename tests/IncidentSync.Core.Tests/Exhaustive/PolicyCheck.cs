using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>Who may win a true conflict, by the policy's name.</summary>
internal static class PolicyCheck
{
    private static readonly Status[] OpenOrder = [Status.Closed, Status.New, Status.Active];
    private static readonly Status[] ClosedOrder = [Status.New, Status.Active, Status.Closed];

    /// <summary>What is wrong with the winner of a conflict row, or null.</summary>
    public static string? WrongWinner(FieldView view, JournalEntry row)
    {
        var winner = row.Portal!.Value.Other();
        if (row.Reason == VerdictField.UnseenRule)
        {
            return winner == Portal.Defender && view[Portal.Sentinel] is Seen<Verdict> { Value.Class: Classification.Undetermined }
                ? null
                : "Undetermined did not yield";
        }

        return Expected(view) is { } expected && expected != winner && IsMappable(view[expected]) ? $"{winner} wins" : null;
    }

    private static Portal? Expected(FieldView view) => view.Policy.Name switch
    {
        "defender" or "defender-only" => Portal.Defender,
        "sentinel" or "sentinel-only" => Portal.Sentinel,
        "newest" => Changed(view, Portal.Sentinel).Ticks - Changed(view, Portal.Defender).Ticks > TimeSpan.FromSeconds(2).Ticks
            ? Portal.Sentinel
            : Portal.Defender,
        "highest" => Greater(view, reading => (int)((Seen<Severity>)reading).Value),
        "open" => Greater(view, reading => Array.IndexOf(OpenOrder, Shared(reading))),
        "closed" => Greater(view, reading => Array.IndexOf(ClosedOrder, Shared(reading))),
        _ => null,
    };

    // The stamps with which the cases were made, and not what the core remembered of them.
    private static Stamp Changed(FieldView view, Portal portal) =>
        view.Pair.ChangedAt.TryGetValue((portal, view.Field), out var changed) ? changed : view.Pair[portal].Stamp;

    private static Portal? Greater(FieldView view, Func<Reading, int> rank) =>
        rank(view[Portal.Defender]).CompareTo(rank(view[Portal.Sentinel])) switch
        {
            > 0 => Portal.Defender, < 0 => Portal.Sentinel, _ => null,
        };

    private static Status Shared(Reading reading) =>
        ((Seen<Status>)reading).Value is var status && status == Status.AwaitingAction ? Status.Active : status;

    private static bool IsMappable(Reading reading) =>
        reading is not Seen<Owner> { Value: { IsGroup: true, ObjectId: not "g-2" } or { Text: "night shift" } };
}
