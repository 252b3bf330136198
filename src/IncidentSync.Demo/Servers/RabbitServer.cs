using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace IncidentSync.Demo.Servers;

/// <summary>
/// A private RabbitMQ server with its own ports, node name, data, user and virtual host. It ends with this process, and can be killed,
/// stopped, and started again on its data.
/// </summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private const string Script = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly string _directory;
    private readonly int _namePort = FreePort();
    private readonly int _nodePort = FreePort();
    private TiedProcess? _names;
    private TiedProcess? _broker;

    private RabbitServer(string directory) => _directory = directory;

    public static string Host => "localhost";

    public int Port { get; } = FreePort();

    /// <summary>Where it listens for TLS, once <see cref="Settings"/> say so.</summary>
    public int TlsPort { get; } = FreePort();

    public string VirtualHost => "incidentsync";

    public string Username => "incidentsync";

    public string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Its process, while it runs.</summary>
    public int ProcessId => _broker?.Id ?? throw new InvalidOperationException("The broker does not run.");

    public bool IsRunning => _broker is { HasExited: false };

    /// <summary>Lines for rabbitmq.conf, read at the next start.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    private string Log => Path.Combine(_directory, "broker.log");

    /// <param name="directory">For its files; made when missing.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="settings">See <see cref="Settings"/>; may depend on the server's ports.</param>
    /// <exception cref="IOException">It is not installed, or did not start; the message says which.</exception>
    public static async Task<RabbitServer> StartAsync(
        string directory, CancellationToken cancel, Func<RabbitServer, IReadOnlyList<string>>? settings = null)
    {
        if (!File.Exists(Script))
        {
            throw new IOException($"There is no RabbitMQ at {Script}. Install it: apt-get install rabbitmq-server.");
        }

        Directory.CreateDirectory(directory);
        var server = new RabbitServer(directory);
        server.Settings = settings?.Invoke(server) ?? [];
        try
        {
            await server.StartAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, again on the data it has.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        WriteFiles();
        await KillAsync();
        var environment = Environment();

        // Before the broker, which would start a name server that outlives it.
        if (_names is null or { HasExited: true })
        {
            _names = await TiedProcess.StartAsync(environment, Log, "epmd", "-port", $"{_namePort}", "-address", "127.0.0.1");
            await UntilAsync(_names, () => IsOpenAsync(_namePort, [], cancel), cancel);
        }

        // It listens when it is ready to work, and answers the protocol's header with its first frame.
        _broker = await TiedProcess.StartAsync(environment, Log, Script, "-noinput");
        await UntilAsync(_broker, () => IsOpenAsync(Port, "AMQP\0\0\u0009\u0001"u8.ToArray(), cancel), cancel);
    }

    /// <summary>Kill the server at once; what it had not written to disk is lost.</summary>
    public async Task KillAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        _broker = null;
    }

    /// <summary>Stop the server in good order.</summary>
    public async Task StopAsync()
    {
        if (_broker is not null)
        {
            await _broker.StopAsync();
        }

        await KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_names is not null)
        {
            await _names.DisposeAsync();
        }
    }

    private void WriteFiles()
    {
        Write("rabbitmq.conf",
        [
            $"listeners.tcp.1 = 127.0.0.1:{Port}", $"default_vhost = {VirtualHost}", $"default_user = {Username}",
            $"default_pass = {Password}", "log.console = true", "log.console.level = warning", "log.file = false", .. Settings,
        ]);
        Write("enabled_plugins", ["[]."]);
        if (!File.Exists(Path.Combine(_directory, ".erlang.cookie")))
        {
            Write(".erlang.cookie", [RandomNumberGenerator.GetHexString(40)]);
        }
    }

    // The distribution's own configuration and the caller's environment have no part in it.
    private Dictionary<string, string> Environment() => new()
    {
        ["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin",
        ["LANG"] = "C.UTF-8",
        ["HOME"] = _directory,
        ["ERL_EPMD_PORT"] = $"{_namePort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_directory, "rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_directory, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_directory, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_directory, "log"),
        ["RABBITMQ_NODENAME"] = $"incidentsync-{Port}@localhost",
        ["RABBITMQ_DIST_PORT"] = $"{_nodePort}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none",

        // Its script then becomes the server, instead of waiting beside it: the process that we kill is the broker.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
    };

    private async Task UntilAsync(TiedProcess process, Func<Task<bool>> isReady, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isReady())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new IOException(
                    $"RabbitMQ {(process.HasExited ? "ended while it started" : $"was not ready in {Patience.TotalMinutes:0} minutes")}. "
                    + $"Its last words:\n{string.Join('\n', File.ReadLines(Log).TakeLast(20))}");
            }

            await Task.Delay(Glance, cancel);
        }
    }

    /// <param name="port">Of the loopback.</param>
    /// <param name="greeting">What is answered when it is sent there; empty when nothing is.</param>
    /// <param name="cancel">Gives up.</param>
    private static async Task<bool> IsOpenAsync(int port, byte[] greeting, CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancel);
            await client.GetStream().WriteAsync(greeting, cancel);
            return greeting.Length == 0 || await client.GetStream().ReadAsync(new byte[1], cancel) == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private void Write(string name, IEnumerable<string> lines)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(Path.Combine(_directory, name), options);
        file.Write(string.Join('\n', lines) + "\n");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
