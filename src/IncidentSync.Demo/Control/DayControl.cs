using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Control;

namespace IncidentSync.Demo.Control;

/// <summary>The part of the control API that starts, stops and counts a day in a SOC.</summary>
internal static class DayControl
{
    public static void Map(ControlMap map, DaySwitch day)
    {
        map.Add("GET", "/day", "Whether a day in a SOC runs, its seed, and what has happened so far.", () => Show(day));
        map.Add("POST", "/day/start", "{seed, incidentsPerDay, mergeStorm}, all optional: incidents come, merge, and people work on them "
            + "in both portals.", async (HttpContext context) =>
            {
                var (options, problem) = await ControlJson.ReadAsync<DayOptions>(context);
                if (options is null || (problem = options.Problem()) is not null)
                {
                    return ControlJson.Bad(problem!);
                }

                return day.Start(options)
                    ? Show(day)
                    : ControlJson.Answer(new { error = "A day is running already." }, StatusCodes.Status409Conflict);
            });
        map.Add("POST", "/day/stop", "Nothing more happens by itself; what happened stays.", () =>
        {
            day.Stop();
            return Show(day);
        });
    }

    private static IResult Show(DaySwitch day) => ControlJson.Answer(day.Report());
}
