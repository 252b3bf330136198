using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Checking;

/// <summary>A row of the journal, and its place in everything that happened.</summary>
internal sealed record JournalNote(long No, JournalEntry Entry)
{
    /// <summary>
    /// The row tells of a value that is about to go, or that waits. At first contact an empty value yields, and the row says so.
    /// </summary>
    public bool Keeps(string field, string value) =>
        Entry.Field?.Name == field
        && (Entry.Kind is JournalKind.Conflict or JournalKind.Held or JournalKind.Lifecycle or JournalKind.Raced
            || Entry is { Kind: JournalKind.Carried, Reason: "first contact" })
        && (JournalWords.Of(Entry.Was) == value || JournalWords.Of(Entry.Now) == value);

    /// <summary>The row tells that nobody can tell whether a write of this field took effect, other than the one of that value.</summary>
    public bool Doubts(string field, string? but) =>
        (Entry.Kind == JournalKind.Ambiguous || Entry.Reason == UnansweredWrites.Seen)
        && Entry.Field?.Name == PortalWords.FieldOf(field) && (but is null || JournalWords.Of(Entry.Now) != but);
}

/// <summary>The journal's readings in the words of <see cref="PortalWords"/>.</summary>
internal static class JournalWords
{
    public static string? Of(Reading? reading) => reading switch
    {
        Seen<Status> status => status.Value == Status.AwaitingAction ? "waiting" : $"{status.Value}".ToLowerInvariant(),
        Seen<Severity> severity => $"{severity.Value}".ToLowerInvariant(),
        Seen<Owner> owner => PortalWords.Token(owner.Value.Text + owner.Value.UserPrincipalName),
        Seen<Verdict> verdict => Of(verdict.Value),
        Seen<string> text => PortalWords.Token(text.Value),
        _ => null,
    };

    private static string Of(Verdict verdict) =>
        PortalWords.Token(verdict.Comment) is ['e', ..] token && token.Length > 1 && char.IsAsciiDigit(token[1]) ? token
        : verdict.Class == Classification.Undetermined ? PortalWords.None : $"{verdict.Class}".ToLowerInvariant();
}
