using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>What a connection's configuration says about deciding.</summary>
/// <param name="Policies">The policy of each field; a field that is not named has its default.</param>
/// <param name="Owners">Who is who on the other portal, where the names do not tell.</param>
/// <param name="Version">Names this set of rules in the journal, so that a decision can be traced to the rules it was made under.</param>
public sealed record SyncRules(ImmutableDictionary<Field, ConflictPolicy> Policies, OwnerMap Owners, string Version)
{
    /// <summary>Every field's default policy and no owner map.</summary>
    public static readonly SyncRules Default = new(ImmutableDictionary<Field, ConflictPolicy>.Empty, OwnerMap.Empty, "default");

    /// <summary>Which Defender incidents get a twin, and when.</summary>
    public TwinRules Twins { get; init; } = TwinRules.Every;

    /// <summary>What was configured for comments: append, hold or off.</summary>
    public ConflictPolicy Comments { get; init; } = ConflictPolicy.Append;

    /// <summary>
    /// What becomes of comments. Microsoft's own sync carries them itself, without any mark by which a copy could be known.
    /// </summary>
    public ConflictPolicy CommentPolicy => Native is null ? Comments : ConflictPolicy.Off;

    /// <summary>Signs the comments that are carried.</summary>
    public MarkerKeys Marker { get; init; } = MarkerKeys.None;

    /// <summary>Microsoft's own sync runs between the two; null when it does not.</summary>
    public NativeSync? Native { get; init; }

    /// <summary>
    /// A field to which the same value was written three times within this time, and undone each time, is held. 30 minutes by default.
    /// </summary>
    public TimeSpan FlipWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How old an incident is before it gets a twin from us.</summary>
    public TimeSpan TwinAge => Native is { } native && native.Grace > Twins.CreateDelay ? native.Grace : Twins.CreateDelay;

    /// <summary>
    /// The policy of a field. A workspace under Microsoft's own sync shows no descriptions, and that sync would copy our label as a tag.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <returns>What was configured, else the first of <see cref="Field.Policies"/>.</returns>
    public ConflictPolicy PolicyOf(Field field) =>
        Native is not null && (field == Fields.Description || field == Fields.Priority)
            ? ConflictPolicy.Off
            : Policies.GetValueOrDefault(field, field.Policies[0]);
}
