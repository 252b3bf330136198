using IncidentSync.Demo.Processes;

namespace IncidentSync.Demo.Staging;

/// <summary>What the demo runs with.</summary>
internal sealed record DemoOptions
{
    /// <summary>Run the fixed scenario and end, instead of a day until Ctrl+C.</summary>
    public bool Once { get; init; }

    /// <summary>The service's assembly.</summary>
    public required string Service { get; init; }

    /// <summary>The first of four ports of the portals; 0 takes any.</summary>
    public int Port { get; init; }

    public int Seed { get; init; }

    /// <summary>How many times as fast as measured Microsoft's own sync is. Once: within ten seconds.</summary>
    public double NativePace => Once ? 60 : 1;

    /// <summary>How long the service waits for Microsoft's own sync: a little longer than that takes.</summary>
    public TimeSpan NativeGrace => Once ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(15);

    /// <summary>How long after their receipt a workspace shows rows: as at Microsoft, or at once.</summary>
    public TimeSpan RowDelay => Once ? TimeSpan.Zero : TimeSpan.FromSeconds(30);

    /// <summary>How many times as fast as real time the portals live.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>
    /// The portals' budgets hold, and Sentinel's headers count its PUTs down from so many; null lifts all budgets, and the service counts
    /// none.
    /// </summary>
    public int? Puts { get; init; }

    /// <summary>
    /// The service runs as a careful operator has it: with a database role that owns nothing, HTTPS, and <c>Security:Strict</c>.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>
    /// The folder of an image that the service is started from, as user 1654 with nothing that it can write; null starts the assembly.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>
    /// The assembly of another version, which the last replica runs on the schema that <see cref="Service"/> has migrated; null: all run
    /// the same.
    /// </summary>
    public string? Other { get; init; }

    /// <summary>One role of the database owns the schema, and another one runs the service.</summary>
    public bool TwoRoles => Strict || Image is not null || Other is not null;

    /// <summary>How many processes of the service run over one database.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How they meet: <see cref="DemoBus.InMemory"/> or <see cref="DemoBus.RabbitMq"/>.</summary>
    public string Bus { get; init; } = DemoBus.InMemory;
}
