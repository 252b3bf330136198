using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.State;

/// <summary>A write that was announced before it is sent, so that a crash leaves no write nobody knows of.</summary>
/// <param name="Portal">The portal that is written.</param>
/// <param name="Sent">It may have been sent: whether it took effect is learnt by reading, never guessed.</param>
internal abstract record Intent(Portal Portal, bool Sent)
{
    /// <summary>The twin is created in Sentinel.</summary>
    public sealed record Create(
        ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal.Sentinel, Sent);

    /// <summary>Fields are written in one call.</summary>
    public sealed record Change(
        Portal Portal, ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal, Sent);

    /// <summary>A comment is posted.</summary>
    /// <param name="Portal">Where.</param>
    /// <param name="Name">The name it gets where names are chosen (Sentinel).</param>
    /// <param name="Text">What is posted.</param>
    /// <param name="Source">The comment of the other portal that it carries; null for the engine's own.</param>
    /// <param name="Sent">It may have been sent.</param>
    public sealed record Comment(Portal Portal, string Name, string Text, CommentId? Source, bool Sent) : Intent(Portal, Sent);
}
