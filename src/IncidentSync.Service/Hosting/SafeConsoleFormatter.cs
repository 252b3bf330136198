using IncidentSync.Core.Values;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// Makes every line of the log safe before a console formatter writes it: an exception, and a library's message, may hold words of others
/// of any length, and the simple formatter would send their controls to a terminal.
/// </summary>
internal sealed class SafeConsoleFormatter(ConsoleFormatter inner) : ConsoleFormatter(inner.Name)
{
    // Our own messages quote few texts of others, each already bounded.
    private const int LongestLine = 2_000;

    /// <summary>Puts it before every formatter that is there.</summary>
    public static void Guard(IServiceCollection services)
    {
        for (var at = 0; at < services.Count; at++)
        {
            if (services[at] is { ServiceType: var service, ImplementationType: { } formatter } && service == typeof(ConsoleFormatter))
            {
                services[at] = ServiceDescriptor.Singleton<ConsoleFormatter>(
                    provider => new SafeConsoleFormatter((ConsoleFormatter)ActivatorUtilities.CreateInstance(provider, formatter)));
            }
        }
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = Line(logEntry.Formatter?.Invoke(logEntry.State, logEntry.Exception) ?? logEntry.State?.ToString());
        var exception = logEntry.Exception is { } thrown ? new ToldException(thrown) : null;
        var state = new SafeState(message, logEntry.State as IEnumerable<KeyValuePair<string, object?>> ?? []);
        var safe = new LogEntry<SafeState>(
            logEntry.LogLevel, logEntry.Category, logEntry.EventId, state, exception, static (said, _) => said.ToString());
        inner.Write(in safe, scopeProvider, textWriter);
    }

    private static string Line(string? text) => ForeignWords.OneLine(text, LongestLine);

    private static object? Safe(object? value) => value switch
    {
        string text => Line(text),
        null or IFormattable or bool => value,
        _ => Line(value.ToString()),
    };

    /// <summary>What the JSON formatter shows beside the message.</summary>
    private sealed class SafeState(string message, IEnumerable<KeyValuePair<string, object?>> values)
        : List<KeyValuePair<string, object?>>(values.Select(value => new KeyValuePair<string, object?>(value.Key, Safe(value.Value))))
    {
        public override string ToString() => message;
    }
}
