using System.Collections.Concurrent;
using System.Threading.Channels;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Bus;

/// <summary>
/// Signals on their way to the bus. A stage leaves its signal here and goes on: it never waits for a broker. A signal that still waits in
/// this process is not sent again, so that the due loop does not pile up keys behind a backlog; after a while it is, for another replica
/// may have taken the message and died.
/// </summary>
internal sealed class BusSignals(TimeProvider time) : ISignals
{
    private const int MostOnTheirWay = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<object, long> _waiting = new();
    private readonly Channel<object> _onTheirWay = Channel.CreateBounded<object>(MostOnTheirWay);

    /// <summary>What is to be published, in order.</summary>
    public ChannelReader<object> OnTheirWay => _onTheirWay.Reader;

    public Task LinkChangedAsync(LinkId link, CancellationToken cancellationToken) => Leave(new LinkChanged(link.Value));

    public Task WriteDueAsync(LinkId link, CancellationToken cancellationToken) => Leave(new WriteDue(link.Value));

    /// <summary>The message has reached a consumer of this process.</summary>
    public void Arrived(object message) => _waiting.TryRemove(message, out _);

    /// <summary>The message was not published. Its link is due in the store: the due loop signals it again.</summary>
    private void Forget(object message) => _waiting.TryRemove(message, out _);

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

    private Task Leave(object message)
    {
        var now = time.GetTimestamp();
        if (_waiting.TryGetValue(message, out var sent) && time.GetElapsedTime(sent, now) < Patience)
        {
            return Task.CompletedTask;
        }

        _waiting[message] = now;
        if (!_onTheirWay.Writer.TryWrite(message))
        {
            Forget(message);
        }

        return Task.CompletedTask;
    }
}
