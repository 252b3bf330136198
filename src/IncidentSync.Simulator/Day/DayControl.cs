using IncidentSync.Simulator.Control;

namespace IncidentSync.Simulator.Day;

/// <summary>The part of the control API that starts, stops and counts a day in a SOC.</summary>
internal static class DayControl
{
    public static void Map(ControlMap map, World world)
    {
        map.Add("GET", "/day", "Whether a day in a SOC runs, its seed, and what has happened so far.", () => Show(world));
        map.Add("POST", "/day/start", "{seed, incidentsPerDay, mergeStorm}, all optional: incidents come, merge, and people work on them "
            + "in both portals.", async (HttpContext context) =>
            {
                var (options, problem) = await ControlJson.ReadAsync<DayOptions>(context);
                if (options is null || (problem = options.Problem()) is not null)
                {
                    return ControlJson.Bad(problem!);
                }

                return world.Day.Start(options)
                    ? Show(world)
                    : ControlJson.Answer(new { error = "A day is running already." }, StatusCodes.Status409Conflict);
            });
        map.Add("POST", "/day/stop", "Nothing more happens by itself; what happened stays.", () =>
        {
            world.Day.Stop();
            return Show(world);
        });
    }

    private static IResult Show(World world) => ControlJson.Answer(world.Day.Report());
}
