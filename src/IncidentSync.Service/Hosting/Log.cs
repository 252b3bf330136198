using IncidentSync.Core.Values;

namespace IncidentSync.Service.Hosting;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "Connection {Connection}: the feed of {Portal} broke; it goes on")]
    public static partial void FeedBroke(this ILogger logger, Exception exception, string connection, Portal portal);

    [LoggerMessage(6002, LogLevel.Error, "What is due could not be asked of the database; it is asked again")]
    public static partial void StoreBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6003, LogLevel.Error, "Link {Link}: the stage {Stage} broke; the link is tried again")]
    public static partial void StageBroke(this ILogger logger, Exception exception, LinkId link, string stage);

    [LoggerMessage(6004, LogLevel.Information, "Started: {Connections} connections, store {Store}, bus {Bus}")]
    public static partial void Started(this ILogger logger, int connections, string store, string bus);

    [LoggerMessage(6005, LogLevel.Warning,
        "Connection {Connection}: {Portal} signs in with a client secret; a certificate or workload identity cannot be copied as easily")]
    public static partial void SecretUsed(this ILogger logger, string connection, Portal portal);

    [LoggerMessage(
        6007, LogLevel.Warning,
        "A marker key was made and is kept in the database; set IncidentSync:Marker:Key so that carried comments are known again should "
        + "the database be lost")]
    public static partial void MarkerKeyMade(this ILogger logger);

    [LoggerMessage(
        6040, LogLevel.Warning,
        "The marker key is kept in the database in clear; set IncidentSync:Marker:Protection, or IncidentSync:Marker:Key")]
    public static partial void MarkerKeyInClear(this ILogger logger);

    [LoggerMessage(6041, LogLevel.Information, "The marker key {KeyId}, which stood in the database in clear, is encrypted from now on")]
    public static partial void MarkerKeySealed(this ILogger logger, string keyId);

    [LoggerMessage(6008, LogLevel.Information, "Connection {Connection}: Microsoft's own sync is {State}")]
    public static partial void NativeIs(this ILogger logger, string connection, string state);

    [LoggerMessage(6009, LogLevel.Error, "Connection {Connection}: asking for Microsoft's own sync broke; it is asked again")]
    public static partial void NativeBroke(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(6006, LogLevel.Information, "Migration {Name} applied")]
    public static partial void Migrated(this ILogger logger, string name);

    [LoggerMessage(
        6012, LogLevel.Critical, "Connection {Connection}: the brake is on and nothing is written until it is released: {Reason}")]
    public static partial void BrakeOn(this ILogger logger, string connection, string reason);

    [LoggerMessage(
        6030, LogLevel.Warning,
        "Connection {Connection}: another deployment seems to carry comments between the same portals; those of {Links} links wait until "
        + "the connection is released")]
    public static partial void CommentsHeld(this ILogger logger, string connection, long links);

    [LoggerMessage(6013, LogLevel.Information, "Connection {Connection}: the brake was released")]
    public static partial void BrakeReleased(this ILogger logger, string connection);

    [LoggerMessage(6011, LogLevel.Error, "Which connections are paused could not be asked; the last answer holds")]
    public static partial void SwitchesBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6015, LogLevel.Information, "Metrics go to {Endpoint} over OTLP")]
    public static partial void Exporting(this ILogger logger, string endpoint);

    [LoggerMessage(6042, LogLevel.Information, "Metrics are scraped at {Address}/metrics")]
    public static partial void Scraped(this ILogger logger, string address);

    [LoggerMessage(6016, LogLevel.Error, "What waits in the database could not be counted; its metrics stop until it can")]
    public static partial void BacklogBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6017, LogLevel.Warning, "Metrics could not be sent ({Event}); this is said once in ten minutes")]
    public static partial void ExportFailed(this ILogger logger, string? @event);

    [LoggerMessage(6014, LogLevel.Error, "Connection {Connection}: its replays broke; they go on")]
    public static partial void ReplaysBroke(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(6018, LogLevel.Error, "Connection {Connection}: reading the lists of {Portal} whole broke; it goes on")]
    public static partial void ListingBroke(this ILogger logger, Exception exception, string connection, Portal portal);

    [LoggerMessage(6019, LogLevel.Warning, "The bus is down ({Reason}): every replica works on what it finds itself until it is back")]
    public static partial void BusDown(this ILogger logger, string reason);

    [LoggerMessage(6020, LogLevel.Information, "The bus is back")]
    public static partial void BusBack(this ILogger logger);

    [LoggerMessage(6021, LogLevel.Error, "The database is away ({Reason}); nothing is written to any portal until it is back")]
    public static partial void StoreAway(this ILogger logger, string reason);

    [LoggerMessage(6022, LogLevel.Information, "The database is back")]
    public static partial void StoreBack(this ILogger logger);

    [LoggerMessage(
        6023, LogLevel.Warning,
        "Connection {Connection}: the workspace does not say whether Microsoft's own sync is on ({Failure}). "
        + "Until it does nothing is written")]
    public static partial void NativeUnknown(this ILogger logger, string connection, string failure);

    [LoggerMessage(6031, LogLevel.Warning, "{Setting} {What}")]
    public static partial void Exposed(this ILogger log, string setting, string what);
}
