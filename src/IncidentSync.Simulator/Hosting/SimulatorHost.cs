using System.Security.Cryptography.X509Certificates;
using IncidentSync.Simulator.Control;
using IncidentSync.Simulator.Defender.Graph;
using IncidentSync.Simulator.Entra.OAuth;
using IncidentSync.Simulator.Ingestion.Wire;
using IncidentSync.Simulator.Pages;
using IncidentSync.Simulator.Sentinel.Arm;
using IncidentSync.Simulator.Time;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Hosting;

/// <summary>The running simulator: four listeners over one world, so that a token really belongs to one origin.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    private readonly Listener[] _listeners;
    private readonly X509Certificate2 _certificate;
    private readonly AgendaLoop _agenda;

    private SimulatorHost(World world, Listener[] listeners, X509Certificate2 certificate, string certificateAuthorityPath)
    {
        (World, _listeners, _certificate, CertificateAuthorityPath) = (world, listeners, certificate, certificateAuthorityPath);
        _agenda = new AgendaLoop(world.Agenda, world.Clock, listeners[0].Log);
        (Authority, GraphEndpoint) = (listeners[0].Address, new Uri(listeners[1].Address, "v1.0"));
        (IngestionEndpoint, ArmEndpoint) = (listeners[2].Address, listeners[3].Address);
    }

    /// <summary>Entra, the portal pages and the control API.</summary>
    public Uri Authority { get; }

    /// <summary>Ends in /v1.0.</summary>
    public Uri GraphEndpoint { get; }

    public Uri ArmEndpoint { get; }

    /// <summary>Where rows are sent; a rule's <c>endpoints.logsIngestion</c>.</summary>
    public Uri IngestionEndpoint { get; }

    public World World { get; }

    /// <summary>The one certificate a client has to trust.</summary>
    public string CertificateAuthorityPath { get; }

    public static Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancel = default) =>
        StartAsync(options, (_, _) => { }, cancel);

    /// <param name="options">What it starts with.</param>
    /// <param name="more">Maps what another program adds to the control API, behind the simulator's own endpoints.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<SimulatorHost> StartAsync(
        SimulatorOptions options, Action<ControlMap, World> more, CancellationToken cancel)
    {
        var world = new World(options);
        var certificate = await CertificateStore.OpenAsync(options.CertificateDirectory, world.Clock.Real, cancel);
        var started = new List<Listener>();
        try
        {
            started.Add(await StartAsync(0, app =>
            {
                app.MapEntra(world);
                app.MapControl(world, more);
                app.MapElsewhere(world);
                app.MapPages(world);
            }));
            var elsewhere = new Uri(started[0].Address, "elsewhere/");
            started.Add(await StartAsync(1, app => app.MapGraph(world, elsewhere, app.Logger)));
            started.Add(await StartAsync(3, app => app.MapIngestion(world, elsewhere, app.Logger)));
            var ingestion = started[2].Address;
            started.Add(await StartAsync(2, app => app.MapArm(world, ingestion, elsewhere, app.Logger)));
        }
        catch
        {
            foreach (var listener in started)
            {
                await listener.DisposeAsync();
            }

            certificate.Dispose();
            world.Dispose();
            throw;
        }

        var host = new SimulatorHost(world, [.. started], certificate, CertificateStore.AuthorityPath(options.CertificateDirectory));
        HostLines.Started(started[0].Log, host.Authority, host.GraphEndpoint, host.ArmEndpoint, host.IngestionEndpoint,
            world.Seed);
        return host;

        Task<Listener> StartAsync(int offset, Action<WebApplication> map) =>
            Listener.StartAsync(options.Port == 0 ? 0 : options.Port + offset, certificate, options.LogLevel, map, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _agenda.DisposeAsync();
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        _certificate.Dispose();
        World.Dispose();
    }
}
