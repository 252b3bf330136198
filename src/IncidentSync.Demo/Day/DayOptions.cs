namespace IncidentSync.Demo.Day;

/// <summary>What a day in a SOC starts with; the body of POST /control/day/start.</summary>
internal sealed record DayOptions
{
    public const double DefaultIncidentsPerDay = 300;

    private const double MostIncidentsPerDay = 1_000_000;

    /// <summary>Decides everything that happens; null takes the world's.</summary>
    public int? Seed { get; init; }

    /// <summary>How many incidents each tenant's Defender makes in 24 simulated hours.</summary>
    public double IncidentsPerDay { get; init; } = DefaultIncidentsPerDay;

    /// <summary>63 % of the incidents are merged into others, as in the one page that was measured, instead of 11 %.</summary>
    public bool MergeStorm { get; init; }

    /// <summary>How many of all incidents end up redirected.</summary>
    public double MergedShare => MergeStorm ? 0.63 : 0.11;

    public string? Problem() =>
        IncidentsPerDay is > 0 and <= MostIncidentsPerDay ? null : $"incidentsPerDay must lie above 0 and not above {MostIncidentsPerDay}.";
}
