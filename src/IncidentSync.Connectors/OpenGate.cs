using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>Lets every call through at once.</summary>
public sealed class OpenGate : ICallGate
{
    /// <summary>The only instance.</summary>
    public static readonly OpenGate Instance = new();

    private OpenGate()
    {
    }

    /// <inheritdoc/>
    public Task<Failure.RetryLater?> EnterAsync(PortalCall call, CancellationToken cancellationToken) =>
        Task.FromResult<Failure.RetryLater?>(null);

    /// <inheritdoc/>
    public Task LeaveAsync(PortalCall call, CallReport report) => Task.CompletedTask;
}
