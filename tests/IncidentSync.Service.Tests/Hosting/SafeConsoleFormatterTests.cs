using System.Globalization;
using System.Text;
using IncidentSync.Service.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>A line of the log is one short printable line in every format, whatever an exception or a library has to say.</summary>
public sealed class SafeConsoleFormatterTests
{
    private const string Words = "owned\u001B[2J\r\nfake: ok\n\u202E\u0007\u2028";

    [Theory]
    [InlineData(ConsoleFormatterNames.Json)]
    [InlineData(ConsoleFormatterNames.Simple)]
    [InlineData(ConsoleFormatterNames.Systemd)]
    public void An_exception_and_a_message_of_others_are_one_short_line(string format)
    {
        var line = Written(format, Words + new string('x', 300_000), Thrown());
        line.Length.ShouldBeLessThan(20_000);
        line.TrimEnd().Count(one => one == '\n').ShouldBe(0);
        line.TrimEnd().EnumerateRunes().ShouldAllBe(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control
            && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
    }

    [Fact]
    public void What_was_said_and_what_broke_where_is_still_told()
    {
        var line = Written(ConsoleFormatterNames.Json, "contoso", Thrown());
        line.ShouldContain("\"Message\":\"It broke: contoso\"");
        line.ShouldContain("\"What\":\"contoso\"");
        line.ShouldContain("System.InvalidOperationException: owned [2J fake: ok");
        line.ShouldContain("System.IO.IOException: deeper");
        line.ShouldContain(nameof(Thrown));
    }

    private static string Written(string format, string what, Exception exception)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddServiceLogging(new ConfigurationBuilder().Build()));
        services.Configure<SimpleConsoleFormatterOptions>(simple => simple.ColorBehavior = LoggerColorBehavior.Disabled);
        using var provider = services.BuildServiceProvider();
        var formatter = provider.GetServices<ConsoleFormatter>().First(one => one.Name == format);
        KeyValuePair<string, object?>[] state = [new("What", what), new("{OriginalFormat}", "It broke: {What}")];
        using var line = new StringWriter();
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(
            LogLevel.Error, "category", new EventId(1), state, exception, (said, _) => $"It broke: {said[0].Value}");
        formatter.Write(in entry, null, line);
        return line.ToString();
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            var cause = new IOException("deeper\u001B" + new string('z', 300_000));
            throw new InvalidOperationException(Words + new string('y', 300_000), cause);
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
