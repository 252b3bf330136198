using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>A write that was announced before it is sent, so that a crash leaves no write nobody knows of.</summary>
/// <param name="Portal">The portal that is written.</param>
/// <param name="Sent">It may have been sent: whether it took effect is learnt by reading, never guessed.</param>
public abstract record Intent(Portal Portal, bool Sent)
{
    /// <summary>Names it within its link, once and for all: what a page notes about it finds it. Empty until it is stored.</summary>
    public string Key { get; init; } = "";

    /// <summary>
    /// How long nothing is done about it, by the store's clock, from when it is committed or was loaded. Zero when it is due. The rest of
    /// the link does not wait for it.
    /// </summary>
    public TimeSpan Rest { get; init; }

    /// <summary>It may have been sent, was looked for once, and was not to be seen.</summary>
    public bool Looked { get; init; }

    /// <summary>The fields that it writes, each with its value.</summary>
    public virtual ImmutableArray<FieldWrite> Writes => [];

    /// <summary>Something is to be done about it now.</summary>
    public bool IsDue => Rest <= TimeSpan.Zero;

    /// <summary>The twin is created in Sentinel.</summary>
    /// <param name="Fields">What it is made of.</param>
    /// <param name="Labels">The engine's labels.</param>
    /// <param name="Sent">It may have been sent.</param>
    public sealed record Create(
        ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels, bool Sent) : Intent(Portal.Sentinel, Sent)
    {
        /// <inheritdoc/>
        public override ImmutableArray<FieldWrite> Writes => Fields;

        /// <summary>When it was announced, by the service's clock: a twin that is older is of an earlier life of this service.</summary>
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

        /// <summary>The etag under which it was sent (Sentinel): while it stands there, the write has not taken effect.</summary>
        public string Version { get; init; } = "";

        /// <summary>The stamp of the version that it was sent over; until it is sent, of the one that it was planned from.</summary>
        public Stamp Over { get; init; }

        /// <summary>The portal took it and answered with the version of this stamp, which does not show it; null when it did not.</summary>
        public Stamp? AnsweredAs { get; init; }

        /// <summary>Those of its fields that the portal has shown as written since it was announced, and what it showed.</summary>
        public ImmutableDictionary<Field, Reading> Shown { get; init; } = ImmutableDictionary<Field, Reading>.Empty;

        /// <summary>It leaves the incident open: Sentinel shows no verdict then.</summary>
        public bool Reopens => Fields.Any(write => write.Value is Seen<Status> { Value: not Status.Closed });

        /// <summary>It carries a verdict.</summary>
        public bool Judges => Fields.Any(write => write.Field == AllFields.Verdict);

        /// <summary>The same, with what a portal shows now.</summary>
        /// <param name="snapshot">What was read of either portal.</param>
        /// <returns>The same object when nothing of it is shown.</returns>
        public Change Note(Snapshot snapshot) => snapshot.Portal != Portal ? this : Fields
            .Where(write => write.Field.Shows(write, snapshot.Incident[write.Field]))
            .Aggregate(this, (change, write) =>
                change with { Shown = change.Shown.SetItem(write.Field, snapshot.Incident[write.Field]) });
    }

    /// <summary>
    /// Nothing is sent for it: a value that Defender was sent and gave no answer to, remembered until that it took effect has shown.
    /// Defender applies a call whatever stands there by then.
    /// </summary>
    /// <param name="Write">The value.</param>
    public sealed record Unanswered(FieldWrite Write) : Intent(Write.Portal, Sent: true)
    {
        /// <inheritdoc/>
        public override ImmutableArray<FieldWrite> Writes => [Write];

        /// <summary>The stamp of the version that it was sent over.</summary>
        public Stamp Over { get; init; }

        /// <summary>It takes effect no more; that it did may still have to show, for as long as a change may show late.</summary>
        public bool IsPast { get; init; }

        /// <summary>What Defender showed when it first showed the value; null while it has not.</summary>
        public Reading? SeenAs { get; init; }

        /// <summary>The bases have moved to what was seen.</summary>
        public bool IsSettled { get; init; }

        /// <summary>What else stood there since, last: if the value comes back, it is the late call's. Null when nothing did.</summary>
        public Reading? Stood { get; init; }

        /// <summary>
        /// What stands there of the value since it came back over that by nobody's hand: the late call took effect. Null when it did not.
        /// </summary>
        public Reading? BackAs { get; init; }

        /// <summary>The same, with what a portal shows now.</summary>
        /// <param name="snapshot">What was read of either portal.</param>
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

        // Defender names one person for all of an incident: one who is named when the value is first seen again chose it.
        private Unanswered Back(Reading now, bool isByPerson) => Stood is null ? this
            : isByPerson ? this with { Stood = null }
            : this with { BackAs = now };

        // A person who edits what the late call left has edited what stood there before it; any other write put something in its place.
        private Unanswered Edited(Reading back, Reading now, bool isByPerson)
        {
            var stood = isByPerson ? Write.Field.Rebase(Stood!, back, now) : now;
            return this with { Stood = stood, BackAs = Write.Field.Same(stood, now) ? null : now };
        }
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

        /// <summary>The etag of the comment under which it was sent; empty where there was none yet (Sentinel's digest).</summary>
        public string Version { get; init; } = "";

        /// <summary>It carries one of the comments that the other does: they are parts of one.</summary>
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
