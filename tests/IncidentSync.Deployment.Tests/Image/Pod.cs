using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using IncidentSync.Demo.Servers;
using IncidentSync.Deployment.Tests.Chart;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Image;

/// <summary>
/// Starts what the chart renders in the image: its arguments, environment and files, against real portals and a database with two roles.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Pod : IAsyncDisposable
{
    private const string Inside = "/etc/incidentsync";
    private readonly string _folder;
    private readonly BuiltImage _image;
    private readonly SimulatorHost _portals;
    private readonly DemoDatabase _database;
    private (string Migrator, string Service) _connections;

    private Pod(BuiltImage image, SimulatorHost portals, DemoDatabase database, string folder) =>
        (_image, _portals, _database, _folder) = (image, portals, database, folder);

    public SimulatorHost Portals => _portals;

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
        pod._connections = await database.OpenAsync("incidentsync", TestContext.Current.CancellationToken);
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
            .ToDictionary(mount => Path.Combine(_folder, mount.Name), mount => mount.MountPath);
        mounts[Path.Combine(_folder, "postgres")] = Path.Combine(_folder, "postgres");
        return Sandbox.Start(_image, environment, mounts, container.Args);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _portals.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string ValueOf(V1EnvVar variable) => variable.ValueFrom.SecretKeyRef.Name switch
    {
        "app" => Contoso.Secret,
        "migrator" => _connections.Migrator,
        _ => _connections.Service,
    };

    private void Mount(string name, string file, string content)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        File.WriteAllText(Path.Combine(_folder, name, file), content);
    }

    private string Values() => $$"""
        migration: { existingSecret: migrator }
        trust: { existingConfigMap: authorities }
        connections:
          contoso:
            Mode: Sync
            Defender:
              ClientId: {{Contoso.App.ClientId}}
              AuthorityHost: {{_portals.Authority}}
              GraphEndpoint: {{_portals.GraphEndpoint}}
              Credential: { Kind: ClientSecret, existingSecret: app, key: secret }
            Sentinel:
              ClientId: {{Contoso.App.ClientId}}
              AuthorityHost: {{_portals.Authority}}
              ArmEndpoint: {{_portals.ArmEndpoint}}
              Credential: { Kind: ClientSecret, existingSecret: app, key: secret }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
