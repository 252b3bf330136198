using System.Diagnostics.Metrics;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Stream;

/// <summary>The backlog of the streams. The replica that sends knows it; take the maximum, never the sum.</summary>
internal sealed class StreamGauges
{
    public StreamGauges(Instruments instruments, IEnumerable<StreamHealth> streams)
    {
        var all = streams.ToList();
        instruments.Meter.CreateObservableGauge(
            "incidentsync.stream.lag", () => Measure(now => now.Age.TotalSeconds), "s", "Age of the oldest event that is not sent");
        instruments.Meter.CreateObservableGauge(
            "incidentsync.stream.backlog", () => Measure(now => now.Backlog), "{event}", "Events that are not sent");

        IEnumerable<Measurement<double>> Measure(Func<StreamHealth.State, double> value) => all
            .Where(stream => stream.Now.Name != StreamHealth.Paused)
            .Select(stream => new Measurement<double>(value(stream.Now), Tag.Connection(stream.Connection)));
    }
}
