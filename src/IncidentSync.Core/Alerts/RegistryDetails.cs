namespace IncidentSync.Core.Alerts;

/// <summary>A key of the Windows registry, or a value of one.</summary>
public sealed record RegistryDetails
{
    /// <summary><c>registryHive</c>, such as <c>HKEY_LOCAL_MACHINE</c>.</summary>
    public string Hive { get; init; } = "";

    /// <summary><c>registryKey</c>, without the hive.</summary>
    public string Key { get; init; } = "";

    /// <summary>The value's name.</summary>
    public string ValueName { get; init; } = "";

    /// <summary>The value.</summary>
    public string ValueData { get; init; } = "";

    /// <summary>Hive and key in one path.</summary>
    public string FullKey => Hive.Length > 0 && Key.Length > 0 ? $@"{Hive}\{Key}" : Hive + Key;
}
