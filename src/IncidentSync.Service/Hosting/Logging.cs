using IncidentSync.Service.Bus;
using Microsoft.Extensions.Logging.Console;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// Logs are JSON lines in UTC for machines; <c>Logging__Console__FormatterName=simple</c> makes them one line for people. Either is
/// written through <see cref="SafeConsoleFormatter"/>. The libraries below us are quiet: their messages quote addresses and bodies.
/// <see cref="SignalLoop"/> logs a broker that is down, instead of MassTransit.
/// </summary>
internal static class Logging
{
    private static readonly string[] Quiet = ["Microsoft", "System", "Azure", "Npgsql"];

    /// <summary>For the start, before there is a host.</summary>
    public static ILoggerFactory CreateFactory(IConfiguration configuration) =>
        LoggerFactory.Create(logging => logging.AddServiceLogging(configuration));

    public static void AddServiceLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddConfiguration(configuration.GetSection("Logging"));
        foreach (var library in Quiet)
        {
            logging.AddFilter(library, LogLevel.Warning);
        }

        logging.AddFilter("MassTransit", LogLevel.Critical);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.AddSimpleConsole(simple =>
        {
            simple.SingleLine = true;
            simple.UseUtcTimestamp = true;
            simple.TimestampFormat = "HH:mm:ss.fff ";
        });
        if (configuration["Logging:Console:FormatterName"] is null)
        {
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Json);
        }

        SafeConsoleFormatter.Guard(logging.Services);
    }
}
