using IncidentSync.Core.Fields;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests;

/// <summary>Decisions in words that a test can compare and a person can read.</summary>
internal static class Print
{
    public static string Of(FieldDecision decision) => decision switch
    {
        Unchanged => "unchanged",
        Agreed => "agreed",
        Carried carried => Of(carried.Write),
        Resolved { Write: null } resolved => $"{resolved.Conflict.Winner} wins ({resolved.Conflict.Rule}), nothing to write",
        Resolved resolved => $"{resolved.Conflict.Winner} wins ({resolved.Conflict.Rule}): {Of(resolved.Write!)}",
        Merged merged => string.Join("; ", merged.Given.Select(Of)),
        Raced raced => $"put back: {Of(raced.Write)}",
        Awaited => "awaited",
        Postponed postponed => $"postponed until {postponed.Until}",
        Held held => $"held: {held.Reason}",
        _ => throw new InvalidOperationException($"A new decision, {decision.GetType().Name}, has no words yet."),
    };

    public static string Of(SyncAction action) => action switch
    {
        SyncAction.Nothing => "nothing",
        SyncAction.WaitUntil wait => $"wait until {wait.Time}",
        SyncAction.Confirm confirm => $"confirm {confirm.Portal}",
        SyncAction.Follow follow => $"follow {follow.Target}",
        SyncAction.ReadFirst read => $"read {read.Portal}",
        SyncAction.CreateTwin create => $"create: {string.Join(", ", create.Fields.Select(Value))} [{string.Join(", ", create.Labels)}]",
        SyncAction.Write write =>
            string.Join("; ", write.Fields.Select(Of)) + (write.Labels.IsEmpty ? "" : $" [{string.Join(", ", write.Labels)}]"),
        _ => throw new InvalidOperationException($"A new action, {action.GetType().Name}, has no words yet."),
    };

    public static string Of(FieldWrite write) => $"{write.Portal}.{Value(write)}";

    private static string Value(FieldWrite write) => $"{write.Field} := {Of(write.Value)}";

    public static string Of(Reading reading) => reading switch
    {
        Seen<Status> status => status.Value.ToString(),
        Seen<Severity> severity => severity.Value.ToString(),
        Seen<Priority> priority => priority.Value.ToString(),
        Seen<Tags> tags => $"{{{tags.Value}}}",
        Seen<string> text => $"'{text.Value}'",
        Seen<Verdict> { Value: var v } =>
            string.Join("/", new[] { v.Class.ToString(), v.Detail, v.Comment }.Where(part => part.Length > 0)),
        Seen<Owner> { Value.IsNobody: true } => "nobody",
        Seen<Owner> { Value: var o } =>
            string.Join("|", new[] { o.Text, o.ObjectId, o.UserPrincipalName, o.Email }.Where(part => part.Length > 0)),
        Unknown unknown => $"?{unknown.Raw}",
        _ => "unseen",
    };
}
