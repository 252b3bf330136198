namespace IncidentSync.Service.Siem;

/// <summary>What the log says of SIEM clients: 8200 to 8299.</summary>
internal static partial class Log
{
    [LoggerMessage(8203, LogLevel.Warning,
        "The SIEM client {Client} stands in the configuration, too: that one counts, and the one of the same name that was made here is "
        + "disabled")]
    public static partial void ClientReplaced(this ILogger log, string client);

    [LoggerMessage(8204, LogLevel.Warning,
        "SIEM client {Client}: its {Kind} ends at {ExpiresAt:u}; incidentsync siem {Verb} --client {Client} makes a new one")]
    public static partial void ClientEnds(this ILogger log, string client, string kind, DateTimeOffset expiresAt, string verb);

    [LoggerMessage(8205, LogLevel.Error, "What ends of the SIEM clients could not be asked for; the service asks again")]
    public static partial void ClientsBroke(this ILogger log, Exception exception);
}
