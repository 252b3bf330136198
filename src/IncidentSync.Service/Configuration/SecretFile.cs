namespace IncidentSync.Service.Configuration;

/// <summary>The configuration file as others of the machine see it.</summary>
internal static class SecretFile
{
    private static readonly string[] Secrets = ["ClientSecret", "Password", "Key"];

    /// <summary>It holds a secret, and its mode lets everybody read it. Where there are no modes, as on Windows, it is not asked.</summary>
    public static bool IsReadableByAll(string? file) =>
        file is not null && !OperatingSystem.IsWindows() && File.Exists(file)
        && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead) && HoldsSecret(file);

    private static bool HoldsSecret(string file) =>
        new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false).Build()
            .AsEnumerable().Any(setting => setting.Value is { Length: > 0 } value && IsSecret(setting.Key, value));

    private static bool IsSecret(string setting, string value) =>
        Secrets.Any(secret => setting.EndsWith($":{secret}", StringComparison.OrdinalIgnoreCase))
        || (setting.EndsWith("ConnectionString", StringComparison.OrdinalIgnoreCase)
            && value.Contains("password=", StringComparison.OrdinalIgnoreCase));
}
