using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

/// <summary>Worlds whose time a test moves.</summary>
internal static class SteppedWorld
{
    public static World Make(int seed, bool native = false)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var workspace = Contoso.Workspace with { Native = native };
        return new World(new SimulatorOptions { Seed = seed, RealTime = new StillTime(), Workspaces = [workspace] });
    }

    /// <summary>A tenant of each kind, as in the demo.</summary>
    public static World MakeTwo(int seed) => new(new SimulatorOptions
    {
        Seed = seed,
        RealTime = new StillTime(),
        Tenants = [Contoso.Tenant, Fabrikam.Tenant],
        Workspaces = [Contoso.Workspace, Fabrikam.Workspace],
    });
}
