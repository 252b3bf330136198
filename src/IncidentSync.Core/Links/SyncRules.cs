using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;

namespace IncidentSync.Core.Links;

/// <summary>The rules of a connection's configuration that the planner needs.</summary>
/// <param name="Fields">About fields.</param>
/// <param name="Comments">About comments.</param>
/// <param name="Version">Names this set of rules in the journal, so that a decision can be traced to the rules it was made under.</param>
public sealed record SyncRules(FieldRules Fields, CommentRules Comments, string Version)
{
    /// <summary>Every field's default policy and no owner map.</summary>
    public static readonly SyncRules Default = new(FieldRules.Default, CommentRules.Default, "default");

    /// <summary>Which Defender incidents get a twin, and when.</summary>
    public TwinRules Twins { get; init; } = TwinRules.Every;

    /// <summary>Microsoft's own sync runs between the two; null when it does not.</summary>
    public NativeSync? Native { get; private init; }

    /// <summary>
    /// A field to which the same value was written three times within this time, and undone each time, is held. Default 30 minutes.
    /// </summary>
    public TimeSpan FlipWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How old an incident is before it gets a twin from us.</summary>
    public TimeSpan TwinAge => Native is { } native && native.Grace > Twins.CreateDelay ? native.Grace : Twins.CreateDelay;

    /// <summary>
    /// The same rules where Microsoft's own sync runs. It carries comments itself, without a mark by which we could recognize a copy.
    /// </summary>
    /// <param name="native">That sync.</param>
    /// <returns>Rules that leave it what is its own.</returns>
    public SyncRules Under(NativeSync native) => this with
    {
        Native = native,
        Fields = Fields with { IsNative = true },
        Comments = Comments with { Policy = ConflictPolicy.Off },
    };
}
