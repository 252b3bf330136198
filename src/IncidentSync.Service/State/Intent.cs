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
        ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal.Sentinel, Sent)
    {
        /// <summary>When it was announced, by the service's clock: a twin that is older is of an earlier life of this service.</summary>
        public Stamp At { get; init; }
    }

    /// <summary>Fields are written in one call.</summary>
    public sealed record Change(
        Portal Portal, ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal, Sent)
    {
        /// <summary>The portal took it and answered with the version of this stamp, which does not show it; null when it did not.</summary>
        public Stamp? AnsweredAs { get; init; }

        /// <summary>It was looked for soon after that answer and not seen: it is judged once it had the time to show.</summary>
        public bool Looked { get; init; }

        /// <summary>The portal shows all that was to be written.</summary>
        public bool IsShownBy(Snapshot snapshot) => Fields.All(write => write.Field.Same(write.Value, snapshot.Incident[write.Field]));
    }

    /// <summary>A comment is posted.</summary>
    /// <param name="Portal">Where.</param>
    /// <param name="Name">The name it gets where names are chosen (Sentinel).</param>
    /// <param name="Text">What is posted.</param>
    /// <param name="Sources">The comments of the other portal that it carries; none for the engine's own.</param>
    /// <param name="Sent">It may have been sent.</param>
    public sealed record Comment(Portal Portal, string Name, string Text, ImmutableArray<CommentId> Sources, bool Sent)
        : Intent(Portal, Sent)
    {
        /// <summary>The Defender incident it is posted on, when that is not the link's own: the link's was merged into it.</summary>
        public IncidentId? Incident { get; init; }

        /// <summary>It carries one of the comments that the other does: they are parts of one.</summary>
        public bool Shares(Comment other) => Sources.Any(source => other.Sources.Contains(source));

        /// <inheritdoc/>
        public bool Equals(Comment? other) =>
            other is not null && Portal == other.Portal && Sent == other.Sent && Name == other.Name && Text == other.Text
            && Incident == other.Incident && Sources.SequenceEqual(other.Sources);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Portal, Name, Sent);
    }
}
