using IncidentSync.Service.Hosting;
using IncidentSync.Service.Quotas;
using IncidentSync.Service.Tests.Hosting;
using IncidentSync.Service.Tests.State;
using IncidentSync.Simulator;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>What is different about a landscape.</summary>
internal sealed record Surroundings
{
    /// <summary>The portals.</summary>
    public Func<SimulatorOptions, SimulatorOptions> Simulator { get; init; } = options => options;

    /// <summary>The service's settings.</summary>
    public Func<Settings, Settings> Settings { get; init; } = settings => settings;

    /// <summary>The service's own way to the database, which may be a bad one.</summary>
    public Func<string, string> Reach { get; init; } = database => database;

    /// <summary>Where the database is, when it is not with those of the other tests.</summary>
    public Func<Task<TestDatabase>>? Database { get; init; }

    /// <summary>The service's budgets; null counts nothing.</summary>
    public QuotaLimits? Limits { get; init; }

    /// <summary>Portals that refuse what is beyond their published limits, and a service that knows those, with windows that pass so many
    /// times as fast.</summary>
    public static Surroundings Metered(double pace) => new()
    {
        Simulator = options => options with { BudgetsLifted = false, BudgetPace = pace },
        Limits = new QuotaLimits(new QuotaOptions()) { Pace = pace },
    };
}
