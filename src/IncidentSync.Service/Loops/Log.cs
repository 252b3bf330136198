using IncidentSync.Core.Values;

namespace IncidentSync.Service.Loops;

internal static partial class Log
{
    [LoggerMessage(5012, LogLevel.Error, "The denied calls of the last minute could not be written to the audit; the service tries again")]
    public static partial void DenialsBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6001, LogLevel.Error, "Connection {Connection}: the feed of {Portal} failed; the service reads it again")]
    public static partial void FeedBroke(this ILogger logger, Exception exception, string connection, Portal portal);

    [LoggerMessage(6002, LogLevel.Error, "The database could not be asked for due links; the service asks again")]
    public static partial void StoreBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6008, LogLevel.Information, "Connection {Connection}: Microsoft's own sync is {State}")]
    public static partial void NativeIs(this ILogger logger, string connection, string state);

    [LoggerMessage(6009, LogLevel.Error, "Connection {Connection}: the check for Microsoft's own sync failed; the service checks again")]
    public static partial void NativeBroke(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(6011, LogLevel.Error, "The database could not be asked which connections are paused; the last answer holds")]
    public static partial void SwitchesBroke(this ILogger logger, Exception exception);

    [LoggerMessage(
        6012, LogLevel.Critical,
        "Connection {Connection}: the brake is on, and the service writes nothing until an operator releases it: {Reason}")]
    public static partial void BrakeOn(this ILogger logger, string connection, string reason);

    [LoggerMessage(6013, LogLevel.Information, "Connection {Connection}: the brake was released")]
    public static partial void BrakeReleased(this ILogger logger, string connection);

    [LoggerMessage(6014, LogLevel.Error, "Connection {Connection}: the replays failed; the service tries again")]
    public static partial void ReplaysBroke(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(6016, LogLevel.Error, "The backlog in the database could not be counted; its metrics stop until it can be")]
    public static partial void BacklogBroke(this ILogger logger, Exception exception);

    [LoggerMessage(6018, LogLevel.Error, "Connection {Connection}: the backfill or sweep of {Portal} failed; the service goes on with it")]
    public static partial void ListingBroke(this ILogger logger, Exception exception, string connection, Portal portal);

    [LoggerMessage(
        6023, LogLevel.Warning,
        "Connection {Connection}: the workspace does not say whether Microsoft's own sync is on ({Failure}). "
        + "The service writes nothing until it does")]
    public static partial void NativeUnknown(this ILogger logger, string connection, string failure);

    [LoggerMessage(
        6030, LogLevel.Warning,
        "Connection {Connection}: another deployment seems to carry comments between the same portals; the comments of {Links} links "
        + "wait until an operator releases the connection")]
    public static partial void CommentsHeld(this ILogger logger, string connection, long links);

    [LoggerMessage(6043, LogLevel.Information, "{Loop} works again")]
    public static partial void Recovered(this ILogger logger, string loop);

    [LoggerMessage(8013, LogLevel.Warning, "Source {Source}: the alert feed fails ({Failure}); incident sync is not affected")]
    public static partial void AlertFeedFailed(this ILogger log, string source, string failure);

    [LoggerMessage(8014, LogLevel.Information, "Source {Source}: the alert feed works again")]
    public static partial void AlertFeedRecovered(this ILogger log, string source);

    [LoggerMessage(8015, LogLevel.Error, "Source {Source}: the alert feed itself failed")]
    public static partial void AlertFeedBroke(this ILogger log, Exception exception, string source);

    [LoggerMessage(8104, LogLevel.Error, "Connection {Connection}: the stream of {Table} itself failed")]
    public static partial void StreamBroke(this ILogger log, Exception exception, string connection, string table);

    [LoggerMessage(8107, LogLevel.Error, "Connection {Connection}: the loop of the alerts comments failed")]
    public static partial void TwinCommentsBroke(this ILogger log, Exception exception, string connection);
}
