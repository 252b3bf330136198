using IncidentSync.Connectors;
using IncidentSync.Service.Alerts;

namespace IncidentSync.Simulation.Alerts;

/// <summary>A wrong feed, log, consumer or answer, made by putting something between the right one and its seams.</summary>
internal record AlertMutant(string Name)
{
    public static readonly AlertMutant None = new("none");

    /// <summary>The consumer's cursor moves before the events are sent.</summary>
    public bool MovesFirst { get; init; }

    /// <summary>The portal as the reader sees it.</summary>
    public Func<IAlertPortal, IAlertPortal> Portal { get; init; } = portal => portal;

    /// <summary>The log as the reader sees it.</summary>
    public Func<IAlertLog, IAlertLog> Log { get; init; } = log => log;

    /// <summary>How the source is read.</summary>
    public Func<AlertTiming, AlertTiming> Timing { get; init; } = timing => timing;

    /// <summary>The log itself.</summary>
    public Action<InMemoryAlertStore> Store { get; init; } = _ => { };
}
