using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>One field that has to be the same on both portals: a class in this folder and a line in <see cref="SyncedFields"/>.</summary>
internal abstract class SyncedField
{
    public abstract string Name { get; }

    /// <summary>Its parts in Defender, in the words of the edit log.</summary>
    public abstract ImmutableArray<string> InDefender { get; }

    /// <summary>Its parts in Sentinel, in the words of the edit log.</summary>
    public abstract ImmutableArray<string> InSentinel { get; }

    /// <summary>Edits of both portals are united, so that neither overrules the other.</summary>
    public virtual bool IsSet => false;

    public abstract FieldComparison Compare(Pair pair);

    public bool Has(Portal portal, string editedField) => (portal == Portal.Defender ? InDefender : InSentinel).Contains(editedField);

    protected static FieldComparison EqualIf(bool equal, string? defender, string? sentinel) =>
        equal ? new FieldComparison.Equal() : new FieldComparison.Differs(Shown(defender), Shown(sentinel));

    protected static FieldComparison Held(string reason, string? defender, string? sentinel) =>
        new FieldComparison.Held(reason, Shown(defender), Shown(sentinel));

    protected static bool SameWord(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "nothing" : value;
}
