using System.Text.Json;

namespace IncidentSync.Service.Configuration;

/// <summary>Reads the configuration whole or says everything that is wrong with it.</summary>
internal static class ConfigurationFile
{
    /// <summary>The section that is ours.</summary>
    public const string Section = "IncidentSync";

    /// <summary>The configuration of a process: the file, then environment variables.</summary>
    public static ReadConfiguration Read(string? file) => Read(
        file,
        (configuration, options) =>
            [.. OptionsValidator.Validate(options), .. MetricExporters.Wrong(configuration), .. Listeners.Wrong(configuration)],
        _ => true);

    /// <summary>The same for <c>migrate</c>, which may be all that its caller has configured.</summary>
    public static ReadConfiguration ReadStore(string? file) => Read(
        file,
        (_, options) => OptionsValidator.ValidateMigration(options),
        exposure => exposure.Setting.StartsWith($"{Section}:Store:", StringComparison.Ordinal));

    private static ReadConfiguration Read(
        string? file, Func<IConfiguration, IncidentSyncOptions, IReadOnlyList<string>> validate, Predicate<Exposure> isAskedFor)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            if (!File.Exists(file))
            {
                return ReadConfiguration.Unreadable($"The configuration file '{file}' does not exist.");
            }

            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        try
        {
            // The host's own variables go by these prefixes (ASPNETCORE_URLS is "urls"), then everything by its whole name.
            var configuration = builder.AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_")
                .AddEnvironmentVariables().Build();
            var misfits = SettingCheck.Find(configuration.GetSection(Section), typeof(IncidentSyncOptions)).ToList();
            var options = Bind(configuration, misfits);
            var exposures = Exposures.Find(configuration, options, file).Where(exposure => isAskedFor(exposure)).ToList();
            return new ReadConfiguration(
                configuration,
                options,
                [
                    .. misfits.Select(misfit => $"{misfit.Path} {misfit.Problem}."), .. validate(configuration, options),
                    .. exposures.Where(exposure => options.Security.Strict && exposure.IsRefused)
                        .Select(exposure => $"{exposure} ({Section}:Security:Strict)."),
                ],
                exposures);
        }
        catch (InvalidDataException e) when (e.GetBaseException() is JsonException or FormatException)
        {
            return ReadConfiguration.Unreadable($"The configuration file '{file}' is not JSON: {e.GetBaseException().Message}");
        }
    }

    // What does not fit is left at its default, so that the rest can be judged too. A JSON null is a setting that is not there.
    private static IncidentSyncOptions Bind(IConfigurationRoot configuration, List<Misfit> misfits)
    {
        var fitting = configuration.GetSection(Section).AsEnumerable()
            .Where(pair => pair.Value is not null
                && !misfits.Any(misfit => misfit.Path.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)));
        var options = new IncidentSyncOptions();
        new ConfigurationBuilder().AddInMemoryCollection(fitting).Build().GetSection(Section).Bind(options);
        return options;
    }
}
