namespace IncidentSync.Simulator.Demo;

/// <summary>The portals in this process, and the service beside it as often as it is started.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly DemoOptions options;
    private readonly DemoDirectory directory;
    private ServiceProcess? service;

    private DemoStage(DemoOptions options, DemoDirectory directory, SimulatorHost portals) =>
        (this.options, this.directory, Portals) = (options, directory, portals);

    public SimulatorHost Portals { get; }

    public World World => Portals.World;

    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public ServiceProcess Service => service ?? throw new InvalidOperationException("The service was not started.");

    public string LogPath => directory["service.log"];

    public static async Task<DemoStage> SetAsync(DemoOptions options, SimulatorOptions simulator, CancellationToken cancel)
    {
        if (!File.Exists(options.Service))
            throw new DemoStopped($"There is no service at {options.Service}. Build it, or name it with --service.");
        var directory = new DemoDirectory();
        try
        {
            var portals = await SimulatorHost.StartAsync(simulator with { CertificateDirectory = directory.Certificates }, cancel);
            TrustBundle.Write(directory["trusted.pem"], portals.CertificateAuthorityPath);
            return new DemoStage(options, directory, portals);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Starts the service on a database of that name, which is made when it does not exist.</summary>
    public async Task StartServiceAsync(string database, CancellationToken cancel)
    {
        var configuration = directory[$"{database}.json"];
        ServiceConfiguration.Write(configuration, Portals, directory[database], options.NativeGrace);
        service = await ServiceProcess.StartAsync(options.Service, configuration, directory["trusted.pem"], LogPath, cancel);
    }

    public async Task StopServiceAsync()
    {
        await Service.StopAsync();
        await Service.DisposeAsync();
        service = null;
    }

    /// <summary>Leaves the files where they are, for whoever wants to know what went wrong.</summary>
    /// <returns>Where they are, in words.</returns>
    public string KeepFiles()
    {
        directory.Keep = true;
        return $"The service's log is {LogPath}, its configuration and database are beside it.";
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();
        await Portals.DisposeAsync();
        directory.Dispose();
    }
}
