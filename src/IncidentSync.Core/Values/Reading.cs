namespace IncidentSync.Core.Values;

/// <summary>What one portal shows of one field.</summary>
public abstract record Reading
{
    private protected Reading()
    {
    }

    /// <summary>The portal does not show the field now. Neither a value nor a clearing: nothing follows from it.</summary>
    public static readonly Reading Unseen = new Unseen();
}

/// <summary>A value of the shared vocabulary, as this portal holds it.</summary>
/// <typeparam name="T">The field's value type.</typeparam>
/// <param name="Value">The value; an empty one was seen to be empty.</param>
public sealed record Seen<T>(T Value) : Reading
    where T : notnull;

/// <inheritdoc cref="Reading.Unseen"/>
public sealed record Unseen : Reading;

/// <summary>A value outside the known vocabulary, kept raw. It is never written, mapped, or overwritten.</summary>
/// <param name="Raw">The portal's own word.</param>
public sealed record Unknown(string Raw) : Reading;
