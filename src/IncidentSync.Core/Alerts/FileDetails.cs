namespace IncidentSync.Core.Alerts;

/// <summary>A file.</summary>
public sealed record FileDetails
{
    /// <summary>Its name, without the directory.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its directory.</summary>
    public string Path { get; init; } = "";

    /// <summary>SHA-1 as Graph spells it.</summary>
    public string Sha1 { get; init; } = "";

    /// <summary>SHA-256 as Graph spells it.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>The strongest hash that is known, or empty.</summary>
    public string Hash => Sha256.Length > 0 ? Sha256 : Sha1;
}
