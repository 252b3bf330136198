namespace IncidentSync.Service.Configuration;

/// <summary>The <c>IncidentSync</c> section: the file, then environment variables (<c>IncidentSync__Store__ConnectionString</c>).</summary>
public sealed class IncidentSyncOptions
{
    /// <inheritdoc cref="StoreOptions"/>
    public StoreOptions Store { get; set; } = new();

    /// <inheritdoc cref="BusOptions"/>
    public BusOptions Bus { get; set; } = new();

    /// <inheritdoc cref="AdminOptions"/>
    public AdminOptions Admin { get; set; } = new();

    /// <inheritdoc cref="SecurityOptions"/>
    public SecurityOptions Security { get; set; } = new();

    /// <inheritdoc cref="MarkerOptions"/>
    public MarkerOptions Marker { get; set; } = new();

    /// <inheritdoc cref="QuotaOptions"/>
    public QuotaOptions Quota { get; set; } = new();

    /// <summary>The pairs of portals that are kept the same; at least one.</summary>
    public List<ConnectionOptions> Connections { get; set; } = [];

    /// <inheritdoc cref="SiemOptions"/>
    public SiemOptions Siem { get; set; } = new();
}

/// <summary>Where the state is.</summary>
public sealed class StoreOptions
{
    /// <summary>An Npgsql connection string. Empty: the service starts a PostgreSQL server of its own.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>A connection string with the right to change the schema; empty: the one above.</summary>
    public string MigrationConnectionString { get; set; } = "";

    /// <summary>Where the service's own server keeps its data.</summary>
    public string DataDirectory { get; set; } = "data";
}

/// <summary>How the stages signal each other.</summary>
public sealed class BusOptions
{
    /// <summary>InMemory (one replica) or RabbitMq.</summary>
    public string Transport { get; set; } = "InMemory";

    /// <summary>Whether the transport is RabbitMQ.</summary>
    internal bool IsRabbitMq => Transport.Equals("RabbitMq", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc cref="RabbitMqOptions"/>
    public RabbitMqOptions RabbitMq { get; set; } = new();
}

/// <summary>The broker, when the transport is RabbitMq.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>The broker's host name.</summary>
    public string Host { get; set; } = "";

    /// <summary>The broker's port.</summary>
    public ushort Port { get; set; } = 5672;

    /// <summary>TLS to the broker.</summary>
    public bool UseTls { get; set; }

    /// <summary>The virtual host.</summary>
    public string VirtualHost { get; set; } = "/";

    /// <summary>The user.</summary>
    public string Username { get; set; } = "";

    /// <summary>The user's password.</summary>
    public string Password { get; set; } = "";
}

/// <summary>Who may use the admin API. Empty: nobody.</summary>
public sealed class AdminOptions
{
    /// <summary>The token issuer.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The app id that tokens must be for.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The tenants whose tokens are taken.</summary>
    public List<string> AllowedTenants { get; set; } = [];

    /// <summary>Who may do what on which connections. Empty: what the app role says, on all of them.</summary>
    public List<GrantOptions> Grants { get; set; } = [];

    /// <summary>Networks (10.0.0.0/8) of the proxies whose X-Forwarded-Proto and -For are believed. Empty: nobody's are.</summary>
    public List<string> KnownProxies { get; set; } = [];
}

/// <summary>How strict the service is with its own lines.</summary>
public sealed class SecurityOptions
{
    /// <summary>What is only warned of without it is refused: clear text on any line that leaves the machine, a password everybody knows, a
    /// file with secrets that everybody may read.</summary>
    public bool Strict { get; set; }
}

/// <summary>The key that signs the marker of carried comments.</summary>
public sealed class MarkerOptions
{
    /// <summary>Names the key in the marker.</summary>
    public string KeyId { get; set; } = "1";

    /// <summary>32 bytes in base64. Empty: made once and kept in the database.</summary>
    public string Key { get; set; } = "";

    /// <summary>Older keys, which sign no more; what they signed is still known.</summary>
    public List<MarkerKeyOptions> Keys { get; set; } = [];

    /// <summary>
    /// A file that encrypts a key kept in the database: 32 bytes in base64, or a certificate with its private RSA key (PEM, or PFX without
    /// a password). Empty: such a key is kept in clear, and warned of.
    /// </summary>
    public string Protection { get; set; } = "";
}

/// <summary>A key that signed once.</summary>
public sealed class MarkerKeyOptions
{
    /// <summary>Names the key in the marker.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>32 bytes in base64.</summary>
    public string Key { get; set; } = "";
}

/// <summary>How much of the portals' limits is used. 0 counts nothing and leaves it to the portal to refuse.</summary>
public sealed class QuotaOptions
{
    /// <summary>Calls a minute to Graph's incidents, of one app in one tenant.</summary>
    public int GraphPerMinute { get; set; } = 150;

    /// <summary>Reads through Azure Resource Manager in 10 seconds, of one app in one subscription.</summary>
    public int ArmReadsPerTenSeconds { get; set; } = 250;

    /// <summary>PUTs of incidents in 5 minutes, in one subscription.</summary>
    public int IncidentPutsPerFiveMinutes { get; set; } = 75;

    /// <summary>PUTs of comments in 5 minutes, in one subscription.</summary>
    public int CommentPutsPerFiveMinutes { get; set; } = 75;

    /// <summary>Lists of comments in 5 minutes, in one subscription.</summary>
    public int CommentReadsPerFiveMinutes { get; set; } = 100;
}
