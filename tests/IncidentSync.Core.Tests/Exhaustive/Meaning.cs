using System.Text;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>
/// What a reading says, told a second time and without the core's own comparisons, so that a mistake in those cannot hide itself.
/// </summary>
internal static class Meaning
{
    /// <summary>The people of the small worlds: a team that is configured in <c>Owners</c>, and names that nothing maps.</summary>
    public static readonly OwnerPair Tier2 = new("soc-tier2", Owner.InSentinel("g-2", "", isGroup: true));

    /// <summary>What both portals can say of the reading: equal meanings are equal after projection. Null for no value.</summary>
    public static string? Of(Field field, Reading reading) => reading switch
    {
        Seen<Status> { Value: Status.AwaitingAction } => nameof(Status.Active),
        Seen<Status> status => status.Value.ToString(),
        Seen<Severity> severity => severity.Value.ToString(),
        Seen<Priority> priority => priority.Value.ToString(),
        Seen<Verdict> { Value: var verdict } => $"{verdict.Class}: {Plain(verdict.Comment, VerdictField.DefenderCommentLimit)}",
        Seen<Owner> { Value: var owner } => Person(owner),
        Seen<string> text => Plain(text.Value, field == AllFields.Description ? DescriptionField.SentinelLimit : int.MaxValue),
        Seen<Tags> tags => string.Join(",", Elements(tags)),
        _ => null,
    };

    /// <summary>What this portal alone says: two readings of one portal with the same meaning here are no edit.</summary>
    public static string? InItsPortal(Field field, Reading reading) => reading switch
    {
        Seen<Status> status => status.Value.ToString(),
        Seen<Verdict> { Value: var verdict } =>
            $"{verdict.Class}/{verdict.Detail.ToLowerInvariant()}: {Plain(verdict.Comment, int.MaxValue)}",
        Seen<Owner> { Value: { ObjectId: not "" } owner } => owner.ObjectId.ToLowerInvariant(),
        Seen<string> text => Plain(text.Value, int.MaxValue),
        Unknown unknown => $"?{unknown.Raw}",
        _ => Of(field, reading),
    };

    /// <summary>The reading says nothing: it yields at first contact, and as a text it never travels.</summary>
    public static bool IsEmpty(Reading reading) => reading switch
    {
        Seen<Priority> priority => priority.Value == Priority.None,
        Seen<Owner> owner => owner.Value == Owner.Nobody,
        Seen<string> text => text.Value.Trim().Length == 0,
        Seen<Verdict> { Value: var verdict } => verdict is { Class: Classification.Undetermined, Comment: "" },
        _ => false,
    };

    /// <summary>The tags of a reading, each by what makes it the same tag.</summary>
    public static SortedSet<string> Elements(Reading? reading) =>
        reading is Seen<Tags> tags ? new(
            tags.Value.Shown.Select(tag => tag.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant()), StringComparer.Ordinal) : [];

    private static string Person(Owner owner) => owner switch
    {
        { ObjectId: "g-2" } => Tier2.Defender,
        { IsGroup: true } => $"group {owner.ObjectId}",
        { UserPrincipalName: not "" } => owner.UserPrincipalName.ToLowerInvariant(),
        { Email: not "" } => owner.Email.ToLowerInvariant(),
        { ObjectId: not "" } => $"object {owner.ObjectId}",
        { Text: var text } => text.ToLowerInvariant(),
    };

    private static string Plain(string text, int limit)
    {
        var plain = text.Trim();
        return plain.Length > limit ? plain[..limit] : plain;
    }
}
