using System.Collections.Concurrent;
using IncidentSync.Core.Incidents;
using MassTransit;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// Signals over MassTransit. A signal that still waits in this process is not sent again, so that the due loop does not pile up keys behind
/// a backlog; after a while it is, for another replica may have taken the message and died.
/// </summary>
internal sealed class BusSignals(IBus bus, TimeProvider time) : ISignals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<object, long> _waiting = new();

    public Task LinkChangedAsync(LinkId link, CancellationToken cancellationToken) =>
        SendAsync(new LinkChanged(link.Value), cancellationToken);

    public Task WriteDueAsync(LinkId link, CancellationToken cancellationToken) => SendAsync(new WriteDue(link.Value), cancellationToken);

    /// <summary>The message has reached a consumer of this process.</summary>
    public void Arrived(object message) => _waiting.TryRemove(message, out _);

    private async Task SendAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetTimestamp();
        if (_waiting.TryGetValue(message, out var sent) && time.GetElapsedTime(sent, now) < Patience)
        {
            return;
        }

        _waiting[message] = now;
        await bus.Publish(message, cancellationToken);
    }

    /// <summary>Drops the keys whose message went to another replica.</summary>
    public void Forget()
    {
        foreach (var (message, sent) in _waiting)
        {
            if (time.GetElapsedTime(sent) > Patience)
            {
                _waiting.TryRemove(message, out _);
            }
        }
    }
}
