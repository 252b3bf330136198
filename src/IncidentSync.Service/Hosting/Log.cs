using IncidentSync.Core.Values;

namespace IncidentSync.Service.Hosting;

internal static partial class Log
{
    [LoggerMessage(6004, LogLevel.Information, "Started: {Connections} connections, store {Store}, bus {Bus}")]
    public static partial void Started(this ILogger logger, int connections, string store, string bus);

    [LoggerMessage(6005, LogLevel.Warning,
        "Connection {Connection}: {Portal} signs in with a client secret; a certificate or workload identity cannot be copied as easily")]
    public static partial void SecretUsed(this ILogger logger, string connection, Portal portal);

    [LoggerMessage(6006, LogLevel.Information, "Migration {Name} applied")]
    public static partial void Migrated(this ILogger logger, string name);

    [LoggerMessage(
        6007, LogLevel.Warning,
        "A marker key was made and is kept in the database; set IncidentSync:Marker:Key so that carried comments are known again should "
        + "the database be lost")]
    public static partial void MarkerKeyMade(this ILogger logger);

    [LoggerMessage(6031, LogLevel.Warning, "{Setting} {What}")]
    public static partial void Exposed(this ILogger log, string setting, string what);

    [LoggerMessage(
        6040, LogLevel.Warning,
        "The marker key is kept in the database in clear; set IncidentSync:Marker:Protection, or IncidentSync:Marker:Key")]
    public static partial void MarkerKeyInClear(this ILogger logger);

    [LoggerMessage(6041, LogLevel.Information, "The marker key {KeyId}, which stood in the database in clear, is encrypted from now on")]
    public static partial void MarkerKeySealed(this ILogger logger, string keyId);
}
