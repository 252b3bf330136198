using System.Collections.Immutable;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Worlds;

/// <summary>What the simulator starts with. The defaults are one tenant, contoso, with one app and one workspace.</summary>
internal sealed record SimulatorOptions
{
    /// <summary>The first of four ports: Entra, portals and control; Graph; ARM; Logs Ingestion. 0 takes any four.</summary>
    public int Port { get; init; }

    /// <summary>What budgets, Retry-After and tokens live in, and what the portals' clock is derived from.</summary>
    public TimeProvider RealTime { get; init; } = TimeProvider.System;

    /// <summary>How many times as fast as real time the portals live.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Decides every random thing; null draws one, which is printed.</summary>
    public int? Seed { get; init; }

    public bool BudgetsLifted { get; init; }

    /// <summary>How many times as fast as the published ones the budgets' windows pass.</summary>
    public double BudgetPace { get; init; } = 1;

    /// <summary>How many PUTs of a kind Sentinel's headers count down from; at 0 it refuses.</summary>
    public int AnnouncedPuts { get; init; } = Budgets.RecordedPuts;

    /// <summary>Where the certificate authority (ca.pem) and the server's certificate (server.pfx) are kept.</summary>
    public string CertificateDirectory { get; init; } = DefaultCertificateDirectory();

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    public ImmutableArray<Tenant> Tenants { get; init; } = [Contoso.Tenant];

    public ImmutableArray<Workspace> Workspaces { get; init; } = [Contoso.Workspace];

    /// <summary>How many times as fast as measured Microsoft's own sync is; only where nobody wants to wait for it.</summary>
    public double NativePace { get; init; } = 1;

    /// <summary>Which lastModifiedTimeUtc a native incident has when it appears.</summary>
    public NativeLastModified NativeLastModified { get; init; } = NativeLastModified.OfDefender;

    private static string DefaultCertificateDirectory()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(home.Length > 0 ? home : AppContext.BaseDirectory, "incidentsync-simulator");
    }
}
