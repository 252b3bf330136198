namespace IncidentSync.Simulation.Checking;

/// <summary>What became of an edit (I2). There is no other end.</summary>
internal enum Fate
{
    /// <summary>The other portal held it.</summary>
    Applied,

    /// <summary>Somebody replaced it in the same portal.</summary>
    Coalesced,

    /// <summary>The engine replaced it, and the journal kept it first.</summary>
    Overridden,

    /// <summary>It stands, and the other portal cannot show it.</summary>
    Projected,

    /// <summary>It stands, and the field or the link waits, visibly.</summary>
    Blocked,

    /// <summary>It met a write of which nobody can tell whether it took effect; the journal says so.</summary>
    Ambiguous,

    /// <summary>A PATCH to Defender replaced it that was sent after a read which did not show it yet: Defender has no guard.</summary>
    Raced,

    /// <summary>None of these: it was lost.</summary>
    Lost,
}
