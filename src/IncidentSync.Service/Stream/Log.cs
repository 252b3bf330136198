namespace IncidentSync.Service.Stream;

/// <summary>What the log says of the streams: 8100 to 8199.</summary>
internal static partial class Log
{
    [LoggerMessage(8101, LogLevel.Warning,
        "Connection {Connection}: the stream of {Table} is {State} ({Error}); batch {Batch}, nothing is dropped")]
    public static partial void StreamFailed(
        this ILogger log, string connection, string table, string state, string error, Guid? batch);

    [LoggerMessage(8102, LogLevel.Information, "Connection {Connection}: the stream of {Table} works again")]
    public static partial void StreamRecovered(this ILogger log, string connection, string table);

    [LoggerMessage(8103, LogLevel.Error,
        "Connection {Connection}: the workspace refuses a row of {Table} for alert {Alert} ({Reason}), also without its raw columns; "
        + "batch {Batch}. The row is passed; GET stream/{Connection}/refused lists it")]
    public static partial void RowRefused(
        this ILogger log, string connection, string table, string alert, string reason, Guid batch);

    [LoggerMessage(8105, LogLevel.Warning, "Connection {Connection}: the alerts comment of link {Link} waits ({Failure})")]
    public static partial void CommentWaits(this ILogger log, string connection, Guid link, string failure);

    [LoggerMessage(8106, LogLevel.Information,
        "Connection {Connection}: the alerts comment of link {Link} was {What} by a person; it is not written again")]
    public static partial void CommentLeft(this ILogger log, string connection, Guid link, string what);

    [LoggerMessage(8108, LogLevel.Warning, "Connection {Connection}: {Warning}")]
    public static partial void StreamGoesElsewhere(this ILogger log, string connection, string warning);
}
