using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>Decorates a portal's gate: counts the requests and how long they waited for their turn.</summary>
internal sealed class InstrumentedGate(
    ICallGate gate, string connection, Portal portal, Instruments instruments, TimeProvider time) : ICallGate
{
    private const int TooManyRequests = 429;

    private readonly KeyValuePair<string, object?> _connection = Tag.Connection(connection);
    private readonly KeyValuePair<string, object?> _portal = Tag.Portal(portal);

    public async Task<Failure.RetryLater?> EnterAsync(PortalCall call, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var refusal = await gate.EnterAsync(call, cancellationToken);
        var wait = refusal?.After ?? time.GetElapsedTime(asked);
        instruments.Wait.Record(wait.TotalSeconds, _connection, _portal, Tag.Kind(call.Quota.ToString()));
        return refusal;
    }

    public Task LeaveAsync(PortalCall call, CallReport report)
    {
        instruments.Requests.Add(1, _connection, _portal, Tag.Kind(call.Quota.ToString()), Tag.Status(ClassOf(report.Status)));
        return gate.LeaveAsync(call, report);
    }

    private static string ClassOf(int? status) => status switch
    {
        null => "none",
        TooManyRequests => "429",
        { } said => $"{said / 100}xx",
    };
}
