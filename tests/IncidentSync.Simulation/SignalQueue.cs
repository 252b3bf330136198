using IncidentSync.Core.Values;
using IncidentSync.Service;

namespace IncidentSync.Simulation;

/// <summary>Signals in the order they were given, for one thread.</summary>
internal sealed class SignalQueue : ISignals
{
    private readonly Queue<(LinkId Link, bool ToPlan)> _waiting = new();

    public Task LinkChangedAsync(LinkId link, CancellationToken cancellationToken)
    {
        _waiting.Enqueue((link, true));
        return Task.CompletedTask;
    }

    public Task WriteDueAsync(LinkId link, CancellationToken cancellationToken)
    {
        _waiting.Enqueue((link, false));
        return Task.CompletedTask;
    }

    public bool TryTake(out LinkId link, out bool toPlan)
    {
        var taken = _waiting.TryDequeue(out var signal);
        (link, toPlan) = signal;
        return taken;
    }
}
