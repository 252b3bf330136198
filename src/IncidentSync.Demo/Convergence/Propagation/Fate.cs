namespace IncidentSync.Demo.Convergence.Propagation;

/// <summary>What became of one edit of one field.</summary>
internal enum Fate
{
    /// <summary>The other portal came to hold its value.</summary>
    Carried,

    /// <summary>Nothing had to travel: the other portal held the value already, or does not show the field.</summary>
    Needless,

    /// <summary>A later edit of the same field, or a merge, came before it had travelled.</summary>
    Overtaken,

    /// <summary>It lost a conflict: the other portal's value was written over it.</summary>
    Overruled,

    /// <summary>It cannot be held by the other portal.</summary>
    Held,

    /// <summary>Not there yet.</summary>
    Waiting,
}
