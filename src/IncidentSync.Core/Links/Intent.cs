using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>A write that is announced before it is sent, so that a crash leaves no unknown write.</summary>
/// <param name="Portal">The portal that is written.</param>
/// <param name="Sent">It may have been sent; only a read shows whether it took effect.</param>
public abstract record Intent(Portal Portal, bool Sent)
{
    /// <summary>Its permanent name within the link, by which a page notes what it shows. Empty until it is stored.</summary>
    public string Key { get; init; } = "";

    /// <summary>
    /// How long it rests, by the store's clock, from the commit or the load. Zero when it is due. The rest of the link does not wait for
    /// it.
    /// </summary>
    public TimeSpan Rest { get; init; }

    /// <summary>It may have been sent, and a first look did not show it.</summary>
    public bool Looked { get; init; }

    /// <summary>The fields that it writes, each with its value.</summary>
    public virtual ImmutableArray<FieldWrite> Writes => [];

    /// <summary>It is due now.</summary>
    public bool IsDue => Rest <= TimeSpan.Zero;

    /// <summary>The twin is created in Sentinel.</summary>
    /// <param name="Fields">Its field values.</param>
    /// <param name="Labels">The engine's labels.</param>
    /// <param name="Sent">It may have been sent.</param>
    public sealed record Create(
        ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal.Sentinel, Sent)
    {
        /// <inheritdoc/>
        public override ImmutableArray<FieldWrite> Writes => Fields;

        /// <summary>When it was announced, by the service's clock: an earlier installation of the service made any older twin.</summary>
        public Stamp At { get; init; }
    }

    /// <summary>Fields are written in one call.</summary>
    /// <param name="Portal">The portal that is written.</param>
    /// <param name="Fields">The fields, each with its value.</param>
    /// <param name="Labels">The engine's labels, which are added (Sentinel).</param>
    /// <param name="Sent">It may have been sent.</param>
    public sealed record Change(
        Portal Portal, ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal, Sent)
    {
        /// <inheritdoc/>
        public override ImmutableArray<FieldWrite> Writes => Fields;

        /// <summary>The etag under which it was sent (Sentinel): while that is current, the write has not taken effect.</summary>
        public string Version { get; init; } = "";

        /// <summary>The stamp of the version that it was sent over; before that, of the one that it was planned from.</summary>
        public Stamp Over { get; init; }

        /// <summary>The stamp of the version with which the portal answered without showing the write; null when it did not.</summary>
        public Stamp? AnsweredAs { get; init; }

        /// <summary>The fields that the portal has shown as written since the announcement, and what it showed.</summary>
        public ImmutableDictionary<Field, Reading> Shown { get; init; } = ImmutableDictionary<Field, Reading>.Empty;

        /// <summary>It leaves the incident open: Sentinel shows no verdict then.</summary>
        public bool Reopens => Fields.Any(write => write.Value is Seen<Status> { Value: not Status.Closed });

        /// <summary>It carries a verdict.</summary>
        public bool Judges => Fields.Any(write => write.Field == AllFields.Verdict);

        /// <summary>The same, with what a portal shows now.</summary>
        /// <param name="snapshot">A snapshot of either portal.</param>
        /// <returns>The same object when nothing of it is shown.</returns>
        public Change Note(Snapshot snapshot) => snapshot.Portal != Portal ? this : Fields
            .Where(write => write.Field.Shows(write, snapshot.Incident[write.Field]))
            .Aggregate(this, (change, write) =>
                change with { Shown = change.Shown.SetItem(write.Field, snapshot.Incident[write.Field]) });
    }

    /// <summary>
    /// A memory, not a call: a value that was sent to Defender without an answer, kept for as long as it may take effect late. Defender
    /// applies a late call over whatever it holds by then.
    /// </summary>
    /// <param name="Write">The value.</param>
    public sealed record Unanswered(FieldWrite Write) : Intent(Write.Portal, Sent: true)
    {
        /// <inheritdoc/>
        public override ImmutableArray<FieldWrite> Writes => [Write];

        /// <summary>The stamp of the version that it was sent over.</summary>
        public Stamp Over { get; init; }

        /// <summary>The call can no longer take effect, but an effect may still become visible, as late as any change.</summary>
        public bool IsPast { get; init; }

        /// <summary>What Defender showed when it first showed the value; null while it has not.</summary>
        public Reading? SeenAs { get; init; }

        /// <summary>The bases have moved to what Defender showed.</summary>
        public bool IsSettled { get; init; }

        /// <summary>The last other value shown since: if the sent value comes back, the late call wrote it. Null when none was.</summary>
        public Reading? Stood { get; init; }

        /// <summary>
        /// What Defender shows since the value came back without a person's edit: the late call took effect. Null when it did not.
        /// </summary>
        public Reading? BackAs { get; init; }

        /// <summary>The same, with what a portal shows now.</summary>
        /// <param name="snapshot">A snapshot of either portal.</param>
        /// <returns>The same object when it says nothing new of the value.</returns>
        public Unanswered Note(Snapshot snapshot) => (snapshot.Portal == Portal, snapshot.Incident[Write.Field]) switch
        {
            (false, _) or (_, Unseen or Unknown) => this,
            var (_, now) when BackAs is { } back => Write.Field.Same(back, now) ? this : Edited(back, now, snapshot.IsByPerson),
            var (_, now) when SeenAs is null && Stood is null && Write.Field.Shows(Write, now) => this with { SeenAs = now },
            var (_, now) when Write.Field.Same(Write.Value, now) => Back(now, snapshot.IsByPerson),
            var (_, now) when SeenAs is null && Write.Over is { } over && Write.Field.Same(over, now) => this,
            var (_, now) => this with { Stood = now },
        };

        // Defender names one person for the whole incident: whoever is named when the value is first seen again chose it.
        private Unanswered Back(Reading now, bool isByPerson) => Stood is null ? this
            : isByPerson ? this with { Stood = null }
            : this with { BackAs = now };

        // A person who edits what the late call left edits the value from before it; any other write replaced that value.
        private Unanswered Edited(Reading back, Reading now, bool isByPerson)
        {
            var stood = isByPerson ? Write.Field.Rebase(Stood!, back, now) : now;
            return this with { Stood = stood, BackAs = Write.Field.Same(stood, now) ? null : now };
        }
    }

    /// <summary>A comment is posted.</summary>
    /// <param name="Portal">The portal.</param>
    /// <param name="Name">Its name where we choose names (Sentinel).</param>
    /// <param name="Text">The text.</param>
    /// <param name="Sources">The comments of the other portal that it carries; none for the engine's own.</param>
    /// <param name="Sent">It may have been sent.</param>
    public sealed record Comment(Portal Portal, string Name, string Text, ImmutableArray<CommentId> Sources, bool Sent)
        : Intent(Portal, Sent)
    {
        /// <summary>The Defender incident it is posted on if not the link's own: the one that the link's own was merged into.</summary>
        public IncidentId? Incident { get; init; }

        /// <summary>The etag under which it was sent; empty if the comment had none yet (Sentinel's digest).</summary>
        public string Version { get; init; } = "";

        /// <summary>Whether it carries a comment that the other carries, too: they are parts of it.</summary>
        /// <param name="other">Another comment of the link.</param>
        /// <returns>True when both are announced for the same source.</returns>
        public bool Shares(Comment other) => Sources.Any(source => other.Sources.Contains(source));

        /// <inheritdoc/>
        public bool Equals(Comment? other) =>
            other is not null && Portal == other.Portal && Sent == other.Sent && Name == other.Name && Text == other.Text
            && Incident == other.Incident && Sources.SequenceEqual(other.Sources)
            && Key == other.Key && Rest == other.Rest && Looked == other.Looked && Version == other.Version;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Portal, Name, Sent);
    }
}
