using System.Collections.Immutable;
using IncidentSync.Core.Fields;

namespace IncidentSync.Core.Links;

/// <content>What the planner derives from the stored link.</content>
public sealed partial record Link
{
    /// <summary>Comments wait to be read or posted.</summary>
    public bool CommentsWait => HasNewComments || CommentHold is not null || Intents.Any(intent => intent is Intent.Comment);

    /// <summary>The twin may exist or still be created: a second creation would replace people's edits of it.</summary>
    public bool TwinIsOpen => Intents.Any(intent => intent is Intent.Create { Sent: true });

    /// <summary>Writes whose outcome is not known yet.</summary>
    public ImmutableArray<OpenWrite> Open =>
    [
        .. Intents.OfType<Intent.Change>().Where(change => change.Sent).SelectMany(change => change.Fields
            .Select(write => new OpenWrite(write, MayBeLate: false) { Over = change.Over })),
        .. Intents.OfType<Intent.Unanswered>()
            .Select(memory => new OpenWrite(memory.Write, MayBeLate: true)
            {
                Stood = memory.Stood, BackAs = memory.BackAs, Over = memory.Over, IsPast = memory.IsPast,
                IsSeen = memory.SeenAs is not null,
            }),
    ];

    /// <summary>The field is held for an oscillation until the portals agree or an operator decides.</summary>
    /// <param name="field">A field.</param>
    /// <returns>True while it is held for that reason.</returns>
    public bool IsFrozen(Field field) => Held.TryGetValue(field, out var reason) && reason == HoldReason.Oscillation;
}
