using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Reconciliation;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Link {Link}: {Action} planned, {Writes} writes")]
    public static partial void Planned(this ILogger logger, LinkId link, string action, int writes);

    [LoggerMessage(2002, LogLevel.Warning, "Link {Link}: field {Field} is held: {Reason}")]
    public static partial void FieldHeld(this ILogger logger, LinkId link, Field field, HoldReason reason);

    [LoggerMessage(2004, LogLevel.Warning, "Link {Link} is held: {Reason}")]
    public static partial void LinkHeld(this ILogger logger, LinkId link, HoldReason reason);

    [LoggerMessage(
        2005,
        LogLevel.Warning,
        "Link {Link}: the service read {Read} of {Count} comments in Sentinel, its limit; it does not carry the rest, and Defender's "
        + "comments wait")]
    public static partial void CommentsCut(this ILogger logger, LinkId link, int read, int count);

    [LoggerMessage(2003, LogLevel.Warning, "Link {Link}: another worker took the link while this one planned it; nothing was committed")]
    public static partial void Fenced(this ILogger logger, LinkId link);
}
