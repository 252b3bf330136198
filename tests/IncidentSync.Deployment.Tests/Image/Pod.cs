using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using IncidentSync.Deployment.Tests.Chart;
using IncidentSync.Simulator;
using IncidentSync.Simulator.Demo;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Image;

/// <summary>
/// Starts what the chart renders in the image: its arguments, environment and files, against real portals and a database with two roles.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Pod : IAsyncDisposable
{
    private const string Inside = "/etc/incidentsync";
    private readonly string folder;
    private readonly BuiltImage image;
    private readonly SimulatorHost portals;
    private readonly DemoDatabase database;
    private (string Migrator, string Service) connections;

    private Pod(BuiltImage image, SimulatorHost portals, DemoDatabase database, string folder) =>
        (this.image, this.portals, this.database, this.folder) = (image, portals, database, folder);

    public SimulatorHost Portals => portals;

    public Release Release { get; private set; } = null!;

    public int Port { get; } = FreePort();

    public static async Task<Pod> CreateAsync(BuiltImage image)
    {
        var folder = Directory.CreateTempSubdirectory("incidentsync-pod-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var portals = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = Path.Combine(folder, "certificates"), BudgetsLifted = true },
            TestContext.Current.CancellationToken);
        var socket = Path.Combine(folder, "postgres");
        var database = await DemoDatabase.StartAsync(socket, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(socket, File.GetUnixFileMode(socket) | UnixFileMode.OtherExecute);
        var pod = new Pod(image, portals, database, folder);
        pod.connections = await database.OpenAsync("incidentsync", TestContext.Current.CancellationToken);
        pod.Release = await Release.OfAsync(pod.Values());
        pod.Mount("config", "incidentsync.json", pod.Release.Configuration);
        pod.Mount("trust", "authority.pem", await File.ReadAllTextAsync(portals.CertificateAuthorityPath));
        return pod;
    }

    /// <summary>A container as the chart renders it.</summary>
    public Sandbox Start(V1Container container)
    {
        var environment = container.Env.ToDictionary(variable => variable.Name, variable => variable.Value ?? ValueOf(variable));
        if (environment.ContainsKey("ASPNETCORE_URLS"))
        {
            environment["ASPNETCORE_URLS"] = $"http://+:{Port}";
        }

        var mounts = (container.VolumeMounts ?? []).Where(mount => mount.MountPath.StartsWith(Inside, StringComparison.Ordinal))
            .ToDictionary(mount => Path.Combine(folder, mount.Name), mount => mount.MountPath);
        mounts[Path.Combine(folder, "postgres")] = Path.Combine(folder, "postgres");
        return Sandbox.Start(image, environment, mounts, container.Args);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await portals.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string ValueOf(V1EnvVar variable) => variable.ValueFrom.SecretKeyRef.Name switch
    {
        "app" => Contoso.Secret,
        "migrator" => connections.Migrator,
        _ => connections.Service,
    };

    private void Mount(string name, string file, string content)
    {
        Directory.CreateDirectory(Path.Combine(folder, name));
        File.WriteAllText(Path.Combine(folder, name, file), content);
    }

    private string Values() => $$"""
        migration: { existingSecret: migrator }
        trust: { existingConfigMap: authorities }
        connections:
          contoso:
            Mode: Sync
            Defender:
              ClientId: {{Contoso.App.ClientId}}
              AuthorityHost: {{portals.Authority}}
              GraphEndpoint: {{portals.GraphEndpoint}}
              Credential: { Kind: ClientSecret, existingSecret: app, key: secret }
            Sentinel:
              ClientId: {{Contoso.App.ClientId}}
              AuthorityHost: {{portals.Authority}}
              ArmEndpoint: {{portals.ArmEndpoint}}
              Credential: { Kind: ClientSecret, existingSecret: app, key: secret }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
