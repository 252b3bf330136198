using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>What happens to the calls of one kind.</summary>
internal static class Mishap
{
    /// <summary>To the next one.</summary>
    public static void Once(this SmallWorld world, Portal portal, InMemoryPortalOperation operation, Func<InMemoryPortalFault?> happens)
    {
        var met = false;
        world.Fault = call =>
        {
            if (met || call.Portal != portal || call.Operation != operation)
            {
                return null;
            }

            met = true;
            return happens();
        };
    }

    /// <summary>To every one.</summary>
    public static void Always(this SmallWorld world, Portal portal, InMemoryPortalOperation operation, InMemoryPortalFault fault) =>
        world.Fault = call => call.Portal == portal && call.Operation == operation ? fault : null;
}
