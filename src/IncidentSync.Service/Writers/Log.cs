using IncidentSync.Core.Values;

namespace IncidentSync.Service.Writers;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Link {Link}: {What}")]
    public static partial void Sent(this ILogger logger, LinkId link, string what);

    [LoggerMessage(3004, LogLevel.Debug, "Link {Link} waits for its turn: {Why}")]
    public static partial void WaitsForTurn(this ILogger logger, LinkId link, string why);

    [LoggerMessage(3002, LogLevel.Warning, "Link {Link}: another worker took the link during the write; the answer was not committed")]
    public static partial void Fenced(this ILogger logger, LinkId link);

    [LoggerMessage(3003, LogLevel.Warning, "Link {Link}: the lease is about to run out; the writer sends nothing more under it")]
    public static partial void OutOfTime(this ILogger logger, LinkId link);
}
