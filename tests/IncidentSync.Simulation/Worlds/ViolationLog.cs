using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation.Checking;
using Microsoft.Extensions.Logging;

namespace IncidentSync.Simulation.Worlds;

/// <summary>What the service says of itself that must never happen is held against it like what the checker finds.</summary>
internal sealed class ViolationLog(History history) : ILogger<Violations>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        history.Violate("the service's own watch", formatter(state, exception));
}
