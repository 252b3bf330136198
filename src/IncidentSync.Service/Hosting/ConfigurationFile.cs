using System.Text.Json;

namespace IncidentSync.Service.Hosting;

/// <summary>Reads the configuration whole or says everything that is wrong with it.</summary>
internal static class ConfigurationFile
{
    /// <summary>The section that is ours.</summary>
    public const string Section = "IncidentSync";

    /// <summary>The configuration of a process: the file, then environment variables.</summary>
    public static (IConfigurationRoot? Configuration, IncidentSyncOptions Options, IReadOnlyList<string> Errors) Read(string? file)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            if (!File.Exists(file))
            {
                return (null, new(), [$"The configuration file '{file}' does not exist."]);
            }

            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        try
        {
            var configuration = builder.AddEnvironmentVariables().Build();
            var section = configuration.GetSection(Section);
            var (options, unreadable) = Bind(section);
            return (configuration, options, [.. UnknownSettings.Find(section, typeof(IncidentSyncOptions)), .. unreadable, .. OptionsValidator.Validate(options)]);
        }
        catch (InvalidDataException e) when (e.InnerException is JsonException or FormatException)
        {
            return (null, new(), [$"The configuration file '{file}' is not JSON: {e.InnerException.Message}"]);
        }
    }

    // The binder stops at the first value it cannot convert; what it says names the setting.
    private static (IncidentSyncOptions Options, IReadOnlyList<string> Errors) Bind(IConfigurationSection section)
    {
        var options = new IncidentSyncOptions();
        try
        {
            section.Bind(options);
            return (options, []);
        }
        catch (InvalidOperationException e)
        {
            return (options, [$"{e.Message} {e.InnerException?.Message}".Trim()]);
        }
    }
}
