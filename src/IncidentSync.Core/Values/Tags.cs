using System.Collections.Immutable;
using System.Text;

namespace IncidentSync.Core.Values;

/// <summary>
/// A set of tags. Two spellings that differ in case, Unicode form, the white space around them or what does not cross
/// (<see cref="Crossing"/>) are one tag; the spelling that came first is the one that is shown.
/// </summary>
public sealed class Tags : IEquatable<Tags>
{
    private readonly ImmutableSortedDictionary<string, string> _shown;

    private Tags(ImmutableSortedDictionary<string, string> shown) => _shown = shown;

    /// <summary>No tags.</summary>
    public static readonly Tags None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The tags as they are shown, in a fixed order.</summary>
    public IEnumerable<string> Shown => _shown.Values;

    /// <summary>What makes two spellings the same tag, in a fixed order.</summary>
    public IEnumerable<string> Keys => _shown.Keys;

    /// <summary>There are none.</summary>
    public bool IsEmpty => _shown.IsEmpty;

    /// <summary>The same tags, each in the spelling in which it crosses.</summary>
    public Tags Crossed => new(_shown.ToImmutableSortedDictionary(tag => tag.Key, tag => SpellingOf(tag.Value), StringComparer.Ordinal));

    /// <summary>The set of these spellings; empty ones are no tags.</summary>
    /// <param name="shown">The spellings, in the order in which they came; white space around them is cut off.</param>
    /// <returns>The set.</returns>
    public static Tags Of(params IEnumerable<string> shown) => new(shown.Where(tag => KeyOf(tag).Length > 0)
        .Aggregate(None._shown, (tags, tag) => tags.ContainsKey(KeyOf(tag)) ? tags : tags.Add(KeyOf(tag), tag.Trim())));

    /// <summary>Whether the tag is in the set, in any spelling.</summary>
    /// <param name="tag">Any spelling.</param>
    /// <returns>True when one of the set means the same.</returns>
    public bool Contains(string tag) => _shown.ContainsKey(KeyOf(tag));

    /// <summary>Merges element by element: drops what either side removed since the base, and keeps what either side added.</summary>
    /// <param name="ours">This side now; its spellings are kept.</param>
    /// <param name="oursBefore">This side when both last agreed; null at first contact, where nothing can have been removed.</param>
    /// <param name="theirs">The other side now.</param>
    /// <param name="theirsBefore">The other side when both last agreed.</param>
    /// <returns>What this side should hold, in its own spellings where it has one.</returns>
    public static Tags Merge(Tags ours, Tags? oursBefore, Tags theirs, Tags? theirsBefore)
    {
        var removed = Gone(oursBefore, ours).Union(Gone(theirsBefore, theirs), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return new(ours._shown.Concat(theirs.Crossed._shown.Where(tag => !ours._shown.ContainsKey(tag.Key)))
            .Where(tag => !removed.Contains(tag.Key))
            .ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));
    }

    /// <summary>The tags of this side on which both agree now, and of the others what it held before.</summary>
    /// <param name="ours">This side now.</param>
    /// <param name="before">This side's base; none at first contact.</param>
    /// <param name="theirs">The other side now.</param>
    /// <returns>This side's base from now on.</returns>
    public static Tags Agreed(Tags ours, Tags before, Tags theirs) =>
        new(ours._shown.Where(tag => theirs._shown.ContainsKey(tag.Key) || before._shown.ContainsKey(tag.Key))
            .Concat(before._shown.Where(tag => !ours._shown.ContainsKey(tag.Key) && theirs._shown.ContainsKey(tag.Key)))
            .ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));

    /// <summary>The previous tags, with those that a write added and are shown, and without those that it removed and are gone.</summary>
    /// <param name="before">The base.</param>
    /// <param name="over">The tags before the write.</param>
    /// <param name="written">The tags that were sent.</param>
    /// <param name="shown">The tags that the portal shows now.</param>
    /// <returns>The base from now on.</returns>
    public static Tags Adopted(Tags before, Tags over, Tags written, Tags shown)
    {
        var added = shown._shown.Where(tag => written._shown.ContainsKey(tag.Key) && !over._shown.ContainsKey(tag.Key));
        return new(before._shown.Where(tag => !Removed(tag.Key)).Concat(added.Where(tag => !before._shown.ContainsKey(tag.Key)))
            .ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));

        bool Removed(string key) => over._shown.ContainsKey(key) && !written._shown.ContainsKey(key) && !shown._shown.ContainsKey(key);
    }

    /// <summary>Whether all tags that a write added are shown, and none that it removed.</summary>
    /// <param name="over">The tags before the write.</param>
    /// <param name="written">The tags that were sent.</param>
    /// <param name="shown">The tags that the portal shows now.</param>
    /// <returns>True also when the portal shows more tags, or fewer of those that the write left alone.</returns>
    public static bool Shows(Tags over, Tags written, Tags shown) =>
        written.Keys.Where(key => !over._shown.ContainsKey(key)).All(shown._shown.ContainsKey)
        && !over.Keys.Where(key => !written._shown.ContainsKey(key)).Any(shown._shown.ContainsKey);

    /// <summary>The same tags, whatever their spelling.</summary>
    public bool Equals(Tags? other) => other is not null && _shown.Keys.SequenceEqual(other._shown.Keys, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tags);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _shown.Keys.Aggregate(17, (hash, key) => HashCode.Combine(hash, key.GetHashCode(StringComparison.Ordinal)));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Shown);

    private static IEnumerable<string> Gone(Tags? before, Tags now) =>
        before is null ? [] : before.Keys.Where(key => !now._shown.ContainsKey(key));

    private static string SpellingOf(string tag) => Crossing.Line(tag).Trim();

    private static string KeyOf(string tag) => Text.Whole(SpellingOf(tag)).Normalize(NormalizationForm.FormC).ToUpperInvariant();
}
