using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>Hears everything that one service counts.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Heard> _heard = new();

    public Measured(Instruments instruments)
    {
        _listener.InstrumentPublished = (instrument, hears) =>
        {
            if (instrument.Meter == instruments.Meter)
            {
                hears.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<Heard> All => _heard;

    /// <summary>What is only told when it is asked for.</summary>
    public void AskGauges() => _listener.RecordObservableInstruments();

    /// <summary>The sum of what was counted under these tags: "portal=defender result=applied"; none for all.</summary>
    public double Sum(string name, string tags = "") => Of(name, tags).Sum(one => one.Value);

    public IReadOnlyList<Heard> Of(string name, string tags = "")
    {
        var wanted = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. _heard.Where(one => one.Name == $"incidentsync.{name}" && wanted.All(one.Tags.Contains))];
    }

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var said = new List<string>();
        foreach (var (key, tag) in tags)
        {
            said.Add($"{key}={tag}");
        }

        _heard.Enqueue(new Heard(instrument.Name, value, said));
    }

    /// <summary>One measurement, its tags as "key=value".</summary>
    internal sealed record Heard(string Name, double Value, IReadOnlyList<string> Tags);
}
