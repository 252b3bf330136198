using System.Net;
using Npgsql;

namespace IncidentSync.Service.Configuration;

/// <summary>What a configuration leaves open.</summary>
/// <remarks>
/// <code>
/// | line                 | open when                                                                  | with Security:Strict |
/// |----------------------|----------------------------------------------------------------------------|----------------------|
/// | listener             | http on an address that is not loopback                                    | refused              |
/// | PostgreSQL           | a server elsewhere, and SSL Mode does not ask for TLS                      | refused              |
/// | PostgreSQL           | the same, with TLS and without a look at the certificate (Require)         | said                 |
/// | RabbitMQ             | a broker elsewhere without UseTls                                          | refused              |
/// | RabbitMQ             | the user is guest, whose password everybody knows                          | refused              |
/// | metrics              | an http collector, or a port to scrape, that is not loopback               | refused              |
/// | configuration file   | it holds a secret, and every user of the machine may read it               | refused              |
/// </code>
/// A Unix socket and loopback do not leave the machine.
/// </remarks>
internal static class Exposures
{
    private const string Section = ConfigurationFile.Section;

    /// <summary>All of them, in the order of the table.</summary>
    /// <param name="configuration">The whole configuration of the process.</param>
    /// <param name="options">Its own section.</param>
    /// <param name="file">The file it was read from; null when there was none.</param>
    public static IReadOnlyList<Exposure> Find(IConfiguration configuration, IncidentSyncOptions options, string? file) =>
    [
        .. Listeners.Of(configuration).Where(listener => IsInClear(listener.Address)).Select(listener => new Exposure(
            listener.Setting, $"has {listener.Address}, in clear and not on loopback: give an https address and a certificate")),
        .. OfDatabase($"{Section}:Store:ConnectionString", options.Store.ConnectionString),
        .. OfDatabase($"{Section}:Store:MigrationConnectionString", options.Store.MigrationConnectionString),
        .. OfBroker(options.Bus),
        .. OfMetrics(configuration),
        .. SecretFile.IsReadableByAll(file)
            ? [new Exposure("--config", $"{file} holds secrets and every user of this machine may read it: chmod o-r")]
            : Array.Empty<Exposure>(),
    ];

    private static IEnumerable<Exposure> OfDatabase(string setting, string connectionString)
    {
        if (connectionString.Length == 0 || Parsed(connectionString) is not { } parsed
            || (parsed.Host ?? "").Split(',').All(host => IsHere(host.Trim())))
        {
            return [];
        }

        return parsed.SslMode switch
        {
            SslMode.VerifyCA or SslMode.VerifyFull => [],
            SslMode.Require => [new Exposure(
                setting, "does not look at the server's certificate: set SSL Mode=VerifyFull", IsRefused: false)],
            _ => [new Exposure(setting, "may speak in clear with a server that is not on this machine: set SSL Mode=VerifyFull")],
        };
    }

    private static IEnumerable<Exposure> OfBroker(BusOptions bus)
    {
        if (!bus.IsRabbitMq)
        {
            yield break;
        }

        if (!bus.RabbitMq.UseTls && !IsHere(bus.RabbitMq.Host))
        {
            yield return new Exposure(
                $"{Section}:Bus:RabbitMq:UseTls", "is false, and the broker is not on this machine: set it, and the port to 5671");
        }

        if (bus.RabbitMq.Username == "guest")
        {
            yield return new Exposure(
                $"{Section}:Bus:RabbitMq:Username", "is guest, whose password everybody knows: make a user for the service");
        }
    }

    private static IEnumerable<Exposure> OfMetrics(IConfiguration configuration)
    {
        var exporters = MetricExporters.Of(configuration);
        if (exporters.Otlp && Uri.TryCreate(configuration[MetricExporters.Endpoint], UriKind.Absolute, out var collector)
            && collector.Scheme == Uri.UriSchemeHttp && !IsHere(collector.Host))
        {
            yield return new Exposure(MetricExporters.Endpoint, "is in clear and not on loopback: give an https address");
        }

        if (exporters.Prometheus && IsInClear(MetricExporters.ScrapedAt(configuration)))
        {
            yield return new Exposure(
                MetricExporters.Host, "has metrics scraped in clear and not on loopback: send them over OTLP to an https address");
        }
    }

    private static NpgsqlConnectionStringBuilder? Parsed(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException)
        {
            // The validator says so.
            return null;
        }
    }

    private static bool IsInClear(string address) =>
        BindingAddress.Parse(address) is { IsUnixPipe: false, IsNamedPipe: false } bound
        && bound.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) && !IsHere(bound.Host);

    // A path, or an abstract name, is a Unix socket.
    private static bool IsHere(string host) =>
        host.Length == 0 || host[0] is '/' or '@' || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
