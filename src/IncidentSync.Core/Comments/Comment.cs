using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>
/// What names a comment on its portal: in Sentinel its resource name; in Defender, which gives comments no id, what
/// <see cref="CommentNames"/> calls it. It is opaque and permanent.
/// </summary>
/// <param name="Value">The name, not empty.</param>
public readonly record struct CommentId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One comment as a portal shows it.</summary>
/// <param name="Id">Its name there.</param>
/// <param name="Author">Who wrote it, as the portal prints it.</param>
/// <param name="At">When, by the portal's clock; null when the portal does not say.</param>
/// <param name="Text">What it says.</param>
public sealed record Comment(CommentId Id, string Author, Stamp? At, string Text)
{
    /// <summary>When it was last edited, where that can be done (Sentinel); null when it never was.</summary>
    public Stamp? EditedAt { get; init; }

    /// <summary>The version that a conditional write must quote: Sentinel's etag; empty in Defender, which has none.</summary>
    public string Version { get; init; } = "";

    /// <summary>
    /// What a reader sees where the text is HTML, which playbooks write into Sentinel; null where the text is plain. Only this is carried;
    /// the text itself names the comment and shows an edit.
    /// </summary>
    public string? Readable { get; init; }
}
