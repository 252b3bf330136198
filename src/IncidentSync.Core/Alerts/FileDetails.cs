namespace IncidentSync.Core.Alerts;

/// <summary>A file.</summary>
public sealed record FileDetails
{
    /// <summary>Its name, without the directory.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>filePath</c>: its directory.</summary>
    public string Path { get; init; } = "";

    /// <summary>SHA-1 as Graph spells it.</summary>
    public string Sha1 { get; init; } = "";

    /// <summary>SHA-256 as Graph spells it.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>The path without the name, should it end with that.</summary>
    public string Directory => Name.Length > 0 && Path.Length > Name.Length && Path[^(Name.Length + 1)] is '\\' or '/'
        && Path.EndsWith(Name, StringComparison.OrdinalIgnoreCase) ? Path[..^(Name.Length + 1)] : Path;

    /// <summary>The strongest hash that is known, or empty.</summary>
    public string Hash => Sha256.Length > 0 ? Sha256 : Sha1;
}
