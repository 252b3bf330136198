using System.Globalization;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>The settings of the private server. Given on its command line, so that a newer service brings newer settings.</summary>
internal static class ServerSettings
{
    public static string CommandLine(string socketDirectory, LocalPostgresOptions options)
    {
        var safe = options.Durable ? "on" : "off";
        (string Name, string Value)[] settings =
        [
            ("listen_addresses", ""),
            ("unix_socket_directories", socketDirectory),
            ("unix_socket_permissions", "0700"),
            ("port", "5432"),
            ("max_connections", options.MaxConnections.ToString(CultureInfo.InvariantCulture)),

            ("fsync", safe),
            ("synchronous_commit", safe),
            ("full_page_writes", safe),

            // Small: a few thousand links, beside other programs on the same machine.
            ("shared_buffers", "64MB"),
            ("max_wal_size", "256MB"),
            ("max_parallel_workers_per_gather", "0"),
            ("jit", "off"),

            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("lc_messages", "C"),

            // A failed statement's text and detail can hold an incident's title or a person's name, and the service reports errors anyway:
            // the log is for the server's own life. Nothing that is written regularly, since nothing else cuts the file.
            ("logging_collector", "off"),
            ("log_destination", "stderr"),
            ("log_min_messages", "log"),
            ("log_min_error_statement", "panic"),
            ("log_checkpoints", "off"),
        ];
        return string.Join(' ', settings.Select(setting => $"-c '{setting.Name}={setting.Value}'"));
    }
}
