namespace IncidentSync.Service.Configuration;

/// <summary>What other SIEMs get.</summary>
public sealed class SiemOptions
{
    /// <inheritdoc cref="SiemApiOptions"/>
    public SiemApiOptions Api { get; set; } = new();

    /// <summary>The programs that may pull detections, beside those that <c>incidentsync siem enable</c> made.</summary>
    public List<SiemClientOptions> Clients { get; set; } = [];
}

/// <summary>The detections API.</summary>
public sealed class SiemApiOptions
{
    /// <summary>The https address under which clients reach the service; it is written into their files.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The app id, or its URI, that tokens of Entra must be for; empty: Admin's.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Calls of one client in a minute.</summary>
    public int PerMinute { get; set; } = 100;

    /// <summary>Calls of one client in an hour.</summary>
    public int PerHour { get; set; } = 1500;

    /// <summary>How long a client's secret lives.</summary>
    public TimeSpan SecretLife { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a refresh token lives.</summary>
    public TimeSpan RefreshTokenLife { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long an access token lives.</summary>
    public TimeSpan AccessTokenLife { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>A program that pulls detections with a token of Entra.</summary>
public sealed class SiemClientOptions
{
    /// <summary>Letters, digits and hyphens; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>ArcSight, QRadar or Generic.</summary>
    public string Type { get; set; } = "Generic";

    /// <summary>The app registration whose tokens it sends.</summary>
    public string EntraClientId { get; set; } = "";

    /// <summary>The connections whose detections it sees.</summary>
    public List<string> Connections { get; set; } = [];

    /// <summary>The service sources that it sees, ignoring case; empty: microsoftDefenderForEndpoint, as the old API had.</summary>
    public List<string> Sources { get; set; } = [];
}
