using IncidentSync.Core.Values;
using IncidentSync.Service;

namespace IncidentSync.Benchmarks.Core;

/// <summary>Nobody listens: a pass ends with its signal.</summary>
internal sealed class Unheard : ISignals
{
    public Task LinkChangedAsync(LinkId link, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WriteDueAsync(LinkId link, CancellationToken cancellationToken) => Task.CompletedTask;
}
