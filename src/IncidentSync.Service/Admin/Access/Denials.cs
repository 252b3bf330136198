using Npgsql;

namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// Calls that were denied, counted together for a minute by caller, action, connection and reason: one row of the audit then, however
/// often a stolen token tries. The audit is append-only, so the row is written when its minute is over, or when the service stops. Each
/// call is in the log at once.
/// </summary>
internal sealed class Denials(AuditLog audit, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private Dictionary<Kind, Denied> _open = [];

    /// <summary>So many rows wait at once; beyond them the log alone tells.</summary>
    public int Most { get; init; } = 10_000;

    /// <returns>True for the first of its minute.</returns>
    public bool Add(AuditEntry entry)
    {
        var kind = new Kind(entry.Caller.Issuer, entry.Caller.Subject, entry.Action, entry.Connection, entry.Reason);
        lock (_lock)
        {
            if (_open.TryGetValue(kind, out var denied))
            {
                _open[kind] = denied with { Calls = denied.Calls + 1 };
                return false;
            }

            return _open.Count < Most && _open.TryAdd(kind, new Denied(entry with { Allowed = false }, 1, time.GetUtcNow()));
        }
    }

    /// <summary>Writes the rows whose minute is over.</summary>
    public Task RunOnceAsync(CancellationToken cancellationToken) => WriteAsync(time.GetUtcNow() - Window, cancellationToken);

    /// <summary>Writes all rows: nothing is kept.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => WriteAsync(DateTimeOffset.MaxValue, cancellationToken);

    private async Task WriteAsync(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var over = Take(upTo);
        try
        {
            await audit.AppendAsync([.. over.OrderBy(denied => denied.Since)], cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            GiveBack(over);
            throw;
        }
    }

    private List<Denied> Take(DateTimeOffset upTo)
    {
        lock (_lock)
        {
            var over = _open.Where(open => open.Value.Since <= upTo).ToList();
            _open = _open.Where(open => open.Value.Since > upTo).ToDictionary();
            return [.. over.Select(open => open.Value)];
        }
    }

    private void GiveBack(List<Denied> over)
    {
        lock (_lock)
        {
            foreach (var denied in over)
            {
                var (caller, action, connection, _, reason, _) = denied.Entry;
                var kind = new Kind(caller.Issuer, caller.Subject, action, connection, reason);
                _open[kind] = _open.TryGetValue(kind, out var since) ? denied with { Calls = denied.Calls + since.Calls } : denied;
            }
        }
    }

    private sealed record Kind(string Issuer, string Subject, string Action, string? Connection, string Reason);
}

/// <summary>Calls that were denied alike.</summary>
/// <param name="Entry">The first of them.</param>
/// <param name="Calls">How many there were.</param>
/// <param name="Since">When the first was.</param>
internal sealed record Denied(AuditEntry Entry, int Calls, DateTimeOffset Since);
