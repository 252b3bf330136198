namespace IncidentSync.Simulation.Worlds;

/// <summary>
/// Which faults a world has, and how often: each seed enables a random half of them at random rates. Worlds in which everything fails hide
/// what worlds with two kinds of failures show.
/// </summary>
internal sealed record Swarm
{
    /// <summary>A read or list is answered 429 or 5xx.</summary>
    public double ReadFails { get; init; }

    /// <summary>A write is answered 429 or 5xx, and not carried out.</summary>
    public double WriteFails { get; init; }

    /// <summary>A write is carried out and its answer lost.</summary>
    public double AnswerLost { get; init; }

    /// <summary>A write never arrives, and nobody says so.</summary>
    public double NeverArrived { get; init; }

    /// <summary>A write takes effect after it was given up.</summary>
    public double AppliedLate { get; init; }

    /// <summary>A GET shows what was true a while ago.</summary>
    public double StaleRead { get; init; }

    /// <summary>A version shows late in lists.</summary>
    public double ListLag { get; init; }

    /// <summary>A PATCH is answered with the version before it.</summary>
    public double OldAnswer { get; init; }

    /// <summary>The process dies at a scheduling point.</summary>
    public double Crash { get; init; }

    /// <summary>The process stands still for longer than its lease.</summary>
    public double Pause { get; init; }

    /// <summary>A transaction fails before, during or after its commit.</summary>
    public double StoreFails { get; init; }

    /// <summary>A signal is lost, or comes twice.</summary>
    public double SignalLost { get; init; }

    /// <inheritdoc cref="SignalLost"/>
    public double SignalDoubled { get; init; }

    /// <summary>Portals trim, change line ends, letter case and Unicode form.</summary>
    public bool Normalises { get; init; }

    /// <summary>Defender merges incidents.</summary>
    public bool Merges { get; init; }

    /// <summary>Microsoft's own sync serves the pair as well, slowly and one way.</summary>
    public bool Native { get; init; }

    /// <summary>A playbook answers every change in Sentinel with one of its own.</summary>
    public bool Playbook { get; init; }

    /// <summary>Somebody deletes a twin.</summary>
    public bool Deletes { get; init; }

    /// <summary>A playbook leaves a twin little room for comments.</summary>
    public bool Full { get; init; }

    /// <summary>So many incidents that a window has several pages, which move while they are read.</summary>
    public bool Crowd { get; init; }

    public int Incidents { get; init; } = 1;

    public int Replicas { get; init; } = 1;

    public static Swarm Draw(Random random, Profile profile) => new()
    {
        ReadFails = random.Rate(0.2),
        WriteFails = random.Rate(0.2),
        AnswerLost = random.Rate(0.2),
        NeverArrived = random.Rate(0.1),
        AppliedLate = random.Rate(0.2),
        StaleRead = random.Rate(0.3),
        ListLag = random.Rate(0.3),
        OldAnswer = random.Rate(0.2),
        Crash = random.Rate(0.01),
        Pause = random.Rate(0.003),
        StoreFails = random.Rate(0.01),
        SignalLost = random.Rate(0.5),
        SignalDoubled = random.Rate(0.5),
        Normalises = random.Next(2) == 0,
        Merges = random.Next(3) == 0,
        Native = random.Next(8) == 0,
        Playbook = random.Next(4) == 0,
        Deletes = random.Next(6) == 0,
        Full = random.Next(12) == 0,
        Crowd = random.Next(60) == 0,
        Incidents = random.Next(1, profile.MostIncidents + 1),
        Replicas = random.Next(1, 3),
    };
}
