using System.Collections.Frozen;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Native;

/// <summary>Which edits Microsoft's sync notices.</summary>
internal static class NativeFields
{
    private static readonly FrozenDictionary<string, NativeField> Defender = new Dictionary<string, NativeField>
    {
        ["status"] = NativeField.Status,
        ["classification"] = NativeField.Verdict,
        ["determination"] = NativeField.Verdict,
        ["assignedTo"] = NativeField.Owner,
        ["severity"] = NativeField.Severity,
        ["displayName"] = NativeField.Title,
        ["customTags"] = NativeField.Tags,
        ["comment"] = NativeField.Comment,
        ["alerts"] = NativeField.Alerts,
        ["redirectIncidentId"] = NativeField.Redirect,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, NativeField> Sentinel = new Dictionary<string, NativeField>
    {
        ["status"] = NativeField.Status,
        ["classification"] = NativeField.Verdict,
        ["classificationReason"] = NativeField.Verdict,
        ["owner"] = NativeField.Owner,
        ["severity"] = NativeField.Severity,
        ["title"] = NativeField.Title,
        ["labels"] = NativeField.Tags,
        ["comment"] = NativeField.Comment,
    }.ToFrozenDictionary();

    /// <returns>Null for what is not carried, which an edited or deleted comment is too.</returns>
    public static NativeField? Of(Edit edit) =>
        (edit.Portal == Portal.Defender ? Defender : Sentinel).TryGetValue(edit.Field, out var field)
        && (field != NativeField.Comment || edit is { Old: null, New: not null })
            ? field
            : null;
}
