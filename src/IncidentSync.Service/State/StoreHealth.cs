using System.Net.Sockets;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// Whether the database answers. The due loop asks it once a second. The loop that fails first logs that the database is unavailable, once;
/// the recovery is logged once, too.
/// </summary>
internal sealed class StoreHealth(ILogger<StoreHealth> log)
{
    // PostgreSQL's error codes: the connection, exhausted resources, a server that stops or starts, and a transaction that idled too
    // long.
    private static readonly string[] AwayCodes = ["08", "53", "57P", "25P03"];

    private volatile bool _reachable = true;
    private int _away;

    /// <summary>Whether the database answered the last query.</summary>
    public bool Reachable => _reachable;

    /// <summary>The database answered.</summary>
    public void Answered()
    {
        _reachable = true;
        if (Interlocked.Exchange(ref _away, 0) == 1)
        {
            log.StoreBack();
        }
    }

    /// <summary>The database did not answer.</summary>
    public void Unanswered() => _reachable = false;

    /// <summary>Whether a loop failed because the database is unavailable: then this logs it, and the loop need not.</summary>
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
