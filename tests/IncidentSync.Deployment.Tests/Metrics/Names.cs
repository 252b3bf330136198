using System.Diagnostics.Metrics;
using IncidentSync.Core.Values;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.Siem;
using IncidentSync.Service.Stream;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Deployment.Tests.Metrics;

/// <summary>
/// The service's instruments by the names that Prometheus knows them by (OpenTelemetry, "Prometheus and OpenMetrics Compatibility").
/// </summary>
internal static class Names
{
    /// <summary>All that the service tells, a histogram by its three.</summary>
    public static IReadOnlySet<string> All()
    {
        using var instruments = new Instruments();
        var names = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == instruments.Meter)
            {
                names.UnionWith(Of(instrument));
            }
        };
        listener.Start();
        _ = new BacklogGauges(instruments, new ConnectionSet([]));
        _ = (new AlertGauges(instruments, [], TimeProvider.System), new StreamGauges(instruments, []));
        _ = new ClientGauges(instruments, TimeProvider.System);
        FeedGauges.AddTo(instruments, [new FeedHealth("contoso", Portal.Defender, paused: false)], TimeProvider.System);
        return names;
    }

    // A unit in braces adds nothing, and every other one here is seconds.
    private static IEnumerable<string> Of(Instrument instrument)
    {
        var name = $"{instrument.Name.Replace('.', '_')}{(instrument.Unit == "s" ? "_seconds" : "")}";
        return instrument switch
        {
            Counter<long> => [$"{name}_total"],
            Histogram<double> => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }
}
