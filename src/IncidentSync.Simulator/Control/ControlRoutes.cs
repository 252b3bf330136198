using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>The simulator's own API: look at the world, act in it as a person, arm faults, change the rules.</summary>
internal static class ControlRoutes
{
    /// <param name="routes">The host's.</param>
    /// <param name="world">What it shows and changes.</param>
    /// <param name="more">Maps what another program adds.</param>
    public static void MapControl(this IEndpointRouteBuilder routes, World world, Action<ControlMap, World> more)
    {
        var map = new ControlMap(routes);
        map.Add("GET", "", "This list.", () => ControlJson.Answer(map.Endpoints));
        map.Add("GET", "/world", "Tenants, apps, persons, workspaces and how much they hold.",
            () => ControlJson.Answer(WorldSummary.Of(world)));
        DefenderControl.Map(map, world);
        SentinelControl.Map(map, world);
        LogsControl.Map(map, world);
        MapFaults(map, world);
        MapRules(map, world);
        MapRecords(map, world);
        more(map, world);
    }

    private static void MapFaults(ControlMap map, World world)
    {
        map.Add("GET", "/faults", "Armed faults and how many calls each has met.", () => ControlJson.Answer(world.Faults.Armed()));
        map.Add("POST", "/faults",
            "Arm one: {portal, kind, operation, incidentId, probability, count (null: for ever), status, code, retryAfterSeconds, "
            + "delay, field, value, target, seed, contains, topAbove}. Kinds: " + string.Join(", ", Enum.GetNames<FaultKind>()) + ".",
            async (HttpContext context) =>
            {
                var (fault, problem) = await ControlJson.ReadAsync<Fault>(context);
                return fault is null
                    ? ControlJson.Bad(problem!)
                    : ControlJson.Answer(world.Faults.Arm(fault), StatusCodes.Status201Created);
            });
        map.Add("DELETE", "/faults", "Disarm all.", () =>
        {
            world.Faults.Clear();
            return Results.NoContent();
        });
        map.Add("DELETE", "/faults/{id:int}", "Disarm one.", (int id) => world.Faults.Disarm(id)
            ? Results.NoContent()
            : ControlJson.NotFound($"Fault {id}"));
    }

    private static void MapRules(ControlMap map, World world)
    {
        map.Add("GET", "/budgets", "Whether calls beyond the budgets are refused, and from what Sentinel's headers count PUTs down.",
            () => ControlJson.Answer(BudgetRule.Of(world.Budgets)));
        map.Add("PUT", "/budgets", "{lifted, puts}: lift them or put them back; let Sentinel's headers count PUTs down from a number.",
            async (HttpContext context) =>
            {
                var (rule, problem) = await ControlJson.ReadAsync<BudgetRule>(context);
                if (rule is null || (problem = rule.Problem()) is not null)
                {
                    return ControlJson.Bad(problem!);
                }

                rule.Apply(world.Budgets);
                return ControlJson.Answer(BudgetRule.Of(world.Budgets));
            });
        map.Add("DELETE", "/budgets", "Forget what was spent.", () =>
        {
            world.Budgets.Clear();
            return Results.NoContent();
        });
        map.Add("GET", "/clock", "The portals' time and its speed.", () => ControlJson.Answer(ClockReading.Of(world.Clock)));
        map.Add("PUT", "/clock", "{speed, advance}: run faster or slower, or jump ahead by hh:mm:ss.", async (HttpContext context) =>
        {
            var (setting, problem) = await ControlJson.ReadAsync<ClockSetting>(context);
            if (setting is null || (problem = setting.Problem()) is not null)
            {
                return ControlJson.Bad(problem!);
            }

            setting.Apply(world.Clock);
            return ControlJson.Answer(ClockReading.Of(world.Clock));
        });
    }

    private static void MapRecords(ControlMap map, World world)
    {
        map.Add("GET", "/calls", "Calls counted by portal, app, method, operation and status (0: the client saw no answer).",
            () => ControlJson.Answer(world.Calls.Counts()));
        map.Add("DELETE", "/calls", "Start counting anew.", () =>
        {
            world.Calls.Clear();
            return Results.NoContent();
        });
        map.Add("GET", "/edits?after=&most=&portal=&incident=", "What was done to incidents, oldest first, with a number above after.",
            (long? after, int? most, string? portal, string? incident) => ControlJson.Answer(world.Edits.After(after ?? 0)
                .Where(edit => (portal is null || string.Equals(edit.Portal.ToString(), portal, StringComparison.OrdinalIgnoreCase))
                    && (incident is null || string.Equals(edit.IncidentId, incident, StringComparison.OrdinalIgnoreCase)))
                .Take(most ?? 1000)));
    }
}
