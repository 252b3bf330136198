using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Quotas;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>What is different about a environment.</summary>
internal sealed record Surroundings
{
    /// <summary>What the headers of recorded exchanges count down from.</summary>
    public const int Recorded = 800;

    /// <summary>What is documented.</summary>
    public const int Documented = 75;

    /// <summary>What a stricter provider might allow.</summary>
    public const int Stricter = 50;

    /// <summary>The connection streams its alerts to the workspace.</summary>
    public bool Streams { get; init; }

    /// <summary>The portals.</summary>
    public Func<SimulatorOptions, SimulatorOptions> Simulator { get; init; } = options => options;

    /// <summary>The service's settings.</summary>
    public Func<Settings, Settings> Settings { get; init; } = settings => settings;

    /// <summary>The service's own way to the database, which may be a bad one.</summary>
    public Func<string, string> Reach { get; init; } = database => database;

    /// <summary>Where the database is, when it is not with those of the other tests.</summary>
    public Func<Task<TestDatabase>>? Database { get; init; }

    /// <summary>The service's budgets; null counts nothing.</summary>
    public PublishedQuotas? Limits { get; init; }

    /// <summary>How much of one list the service reads; null for what it always does.</summary>
    public ListLimits? Lists { get; init; }

    /// <summary>Portals that refuse what is beyond their published limits, and a service that knows those, with windows that pass so many
    /// times as fast. Sentinel's headers count its PUTs down from so many.</summary>
    public static Surroundings Metered(double pace, int puts = Recorded) => new()
    {
        Simulator = options => options with { BudgetsLifted = false, BudgetPace = pace, AnnouncedPuts = puts },
        Limits = new PublishedQuotas(new QuotaOptions()) { Pace = pace },
    };
}
