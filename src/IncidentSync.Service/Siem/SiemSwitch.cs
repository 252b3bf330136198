using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Siem;

/// <summary>Whether there is a client at all. One that is made elsewhere is known within two seconds.</summary>
internal sealed class SiemSwitch(SiemTerms terms, ClientRows rows, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private volatile Known? _known;

    public async Task<bool> IsOnAsync(CancellationToken cancellationToken)
    {
        if (terms.Configured.Count > 0)
        {
            return true;
        }

        var now = time.GetUtcNow();
        if (_known is not { } known || now - known.At > Fresh)
        {
            _known = known = new Known(await rows.AnyAsync(cancellationToken), now);
        }

        return known.IsOn;
    }

    private sealed record Known(bool IsOn, DateTimeOffset At);
}
