namespace IncidentSync.Simulator.Native;

/// <summary>Which lastModifiedTimeUtc a native incident has when it appears. Of 50 live incidents one had Defender's stamp, more than three
/// minutes before its etag was written; what the others had cannot be told apart, as the two agree within a second.</summary>
internal enum NativeLastModified
{
    /// <summary>Defender's lastUpdateDateTime: it may appear behind a cursor that has moved on.</summary>
    OfDefender,

    /// <summary>The time at which it appears.</summary>
    OfArrival,
}
