using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The decision about one field.</summary>
/// <param name="Field">The field that is decided.</param>
public abstract record FieldDecision(Field Field)
{
    /// <summary>The writes that it needs.</summary>
    public virtual ImmutableArray<FieldWrite> Writes => [];
}

/// <summary>Neither portal changed it, or it is not compared now.</summary>
/// <param name="Field">The field.</param>
public sealed record Unchanged(Field Field) : FieldDecision(Field);

/// <summary>Both portals hold the same after projection: the bases move and nothing is written.</summary>
/// <param name="Field">The field.</param>
public sealed record Agreed(Field Field) : FieldDecision(Field);

/// <summary>An edit made on one portal alone goes to the other.</summary>
/// <param name="Field">The field.</param>
/// <param name="From">The portal where it was edited.</param>
/// <param name="Was">What that portal held when both last agreed; null at first contact.</param>
/// <param name="Replaces">What the other portal holds now.</param>
/// <param name="Write">The write to the other portal.</param>
public sealed record Carried(Field Field, Portal From, Reading? Was, Reading Replaces, FieldWrite Write) : FieldDecision(Field)
{
    /// <inheritdoc/>
    public override ImmutableArray<FieldWrite> Writes => [Write];
}

/// <summary>The portals are in conflict; one side wins, and the journal keeps the losing value.</summary>
/// <param name="Field">The field.</param>
/// <param name="Conflict">The two values, and why one won.</param>
/// <param name="Write">The write to the losing portal; null when it cannot show the value now.</param>
public sealed record Resolved(Field Field, Conflict Conflict, FieldWrite? Write) : FieldDecision(Field)
{
    /// <inheritdoc/>
    public override ImmutableArray<FieldWrite> Writes => Write is null ? [] : [Write];
}

/// <summary>Both portals' edits are kept: each gets what it lacks.</summary>
/// <param name="Field">The field.</param>
/// <param name="Defender">What Defender holds now.</param>
/// <param name="Sentinel">What Sentinel holds now.</param>
/// <param name="Given">The writes.</param>
public sealed record Merged(Field Field, Reading Defender, Reading Sentinel, ImmutableArray<FieldWrite> Given) : FieldDecision(Field)
{
    /// <inheritdoc/>
    public override ImmutableArray<FieldWrite> Writes => Given;
}

/// <summary>The field waits, so that Microsoft's own sync can carry it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Until">When we carry it if Microsoft has not.</param>
public sealed record Postponed(Field Field, Stamp Until) : FieldDecision(Field);

/// <summary>
/// The field waits: a write got no answer and may still take effect, or the portal accepted it and does not show it yet.
/// </summary>
/// <param name="Field">The field.</param>
public sealed record Awaited(Field Field) : FieldDecision(Field);

/// <summary>
/// A write that was given up took effect after somebody had changed the field: the changed value is put back. The write counts as no edit.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Late">The value that our late write set.</param>
/// <param name="Write">The write to the portal.</param>
public sealed record Raced(Field Field, Reading Late, FieldWrite Write) : FieldDecision(Field)
{
    /// <inheritdoc/>
    public override ImmutableArray<FieldWrite> Writes => [Write];
}

/// <summary>The field waits; both portals keep what they have.</summary>
/// <param name="Field">The field.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Defender">What Defender holds now.</param>
/// <param name="Sentinel">What Sentinel holds now.</param>
public sealed record Held(Field Field, HoldReason Reason, Reading Defender, Reading Sentinel) : FieldDecision(Field);
