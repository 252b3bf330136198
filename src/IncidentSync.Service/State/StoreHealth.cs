using System.Net.Sockets;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// Whether the database answers. It is asked once a second; that it is away is told once, by whichever loop met it first, and so is that it
/// is back.
/// </summary>
internal sealed class StoreHealth(ILogger<StoreHealth> log)
{
    // PostgreSQL's codes of errors: the connection, what the server ran out of, a server that stops or starts, and a transaction in which
    // we stood still.
    private static readonly string[] AwayCodes = ["08", "53", "57P", "25P03"];

    private volatile bool _reachable = true;
    private int _away;

    /// <summary>Whether it answered when it was last asked.</summary>
    public bool Reachable => _reachable;

    /// <summary>It was asked, and answered.</summary>
    public void Answered()
    {
        _reachable = true;
        if (Interlocked.Exchange(ref _away, 0) == 1)
        {
            log.StoreBack();
        }
    }

    /// <summary>It was asked, and did not answer.</summary>
    public void Unanswered() => _reachable = false;

    /// <summary>Whether a loop broke because the database is away: then it is told here, and the loop has nothing to add.</summary>
    public bool Explains(Exception exception)
    {
        if (!IsAway(exception))
        {
            return false;
        }

        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            log.StoreAway(ForeignWords.OneLine(exception.GetBaseException().Message));
        }

        return true;
    }

    private static bool IsAway(Exception exception) => exception switch
    {
        PostgresException refused => AwayCodes.Any(code => refused.SqlState.StartsWith(code, StringComparison.Ordinal)),
        NpgsqlException or SocketException => true,
        _ => false,
    };
}
