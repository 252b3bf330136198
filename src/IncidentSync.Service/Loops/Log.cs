using IncidentSync.Core.Values;

namespace IncidentSync.Service.Loops;

internal static partial class Log
{
    [LoggerMessage(5012, LogLevel.Error, "The denied calls of the last minute are not in the audit yet; it is tried again")]
    public static partial void DenialsBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6001, LogLevel.Error, "Connection {Connection}: the feed of {Portal} broke; it goes on")]
    public static partial void FeedBroke(this ILogger logger, Exception exception, string connection, Portal portal);

    [LoggerMessage(6002, LogLevel.Error, "What is due could not be asked of the database; it is asked again")]
    public static partial void StoreBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6008, LogLevel.Information, "Connection {Connection}: Microsoft's own sync is {State}")]
    public static partial void NativeIs(this ILogger logger, string connection, string state);

    [LoggerMessage(6009, LogLevel.Error, "Connection {Connection}: asking for Microsoft's own sync broke; it is asked again")]
    public static partial void NativeBroke(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(6011, LogLevel.Error, "Which connections are paused could not be asked; the last answer holds")]
    public static partial void SwitchesBroke(this ILogger logger, Exception exception);

    [LoggerMessage(
        6012, LogLevel.Critical, "Connection {Connection}: the brake is on and nothing is written until it is released: {Reason}")]
    public static partial void BrakeOn(this ILogger logger, string connection, string reason);

    [LoggerMessage(6013, LogLevel.Information, "Connection {Connection}: the brake was released")]
    public static partial void BrakeReleased(this ILogger logger, string connection);

    [LoggerMessage(6014, LogLevel.Error, "Connection {Connection}: its replays broke; they go on")]
    public static partial void ReplaysBroke(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(6016, LogLevel.Error, "What waits in the database could not be counted; its metrics stop until it can")]
    public static partial void BacklogBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6018, LogLevel.Error, "Connection {Connection}: reading the lists of {Portal} whole broke; it goes on")]
    public static partial void ListingBroke(this ILogger logger, Exception exception, string connection, Portal portal);

    [LoggerMessage(
        6023, LogLevel.Warning,
        "Connection {Connection}: the workspace does not say whether Microsoft's own sync is on ({Failure}). "
        + "Until it does nothing is written")]
    public static partial void NativeUnknown(this ILogger logger, string connection, string failure);

    [LoggerMessage(
        6030, LogLevel.Warning,
        "Connection {Connection}: another deployment seems to carry comments between the same portals; those of {Links} links wait until "
        + "the connection is released")]
    public static partial void CommentsHeld(this ILogger logger, string connection, long links);

    [LoggerMessage(6043, LogLevel.Information, "{Loop} works again")]
    public static partial void Recovered(this ILogger logger, string loop);
}
