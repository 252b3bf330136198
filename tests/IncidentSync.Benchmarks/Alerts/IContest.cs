namespace IncidentSync.Benchmarks.Alerts;

/// <summary>Ours against a bare loop that moves the same: in one process, over the same sockets and the same database server.</summary>
internal interface IContest
{
    /// <summary>What is compared.</summary>
    string What { get; }

    /// <summary>The least that the bare loop's time may be of ours.</summary>
    double Target { get; }

    /// <summary>Everything is as before the first round.</summary>
    Task RewindAsync();

    /// <summary>The service's own classes.</summary>
    /// <returns>How many alerts, rows or bytes were moved: it must be the same for both.</returns>
    Task<long> OursAsync();

    /// <summary>The loop that does no more than move them.</summary>
    Task<long> BareAsync();
}
