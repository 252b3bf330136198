using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>Rules of the Logs Ingestion API, and what their tables hold.</summary>
internal static class IngestionControl
{
    public static void Map(ControlMap map, World world)
    {
        map.Add("PUT", "/rules",
            "{id, streams: {stream: {column: type}}, publishers (client ids; null: every app), poison (texts answered with 400)}: "
            + "declare a data collection rule.",
            async (HttpContext context) =>
            {
                var (rule, problem) = await ControlJson.ReadAsync<IngestionRule>(context);
                if (rule is null)
                {
                    return ControlJson.Bad(problem!);
                }

                world.Tables.Declare(rule);
                return ControlJson.Answer(rule);
            });
        map.Add("PUT", "/tables", "{delay}: how long a row takes to be seen, hh:mm:ss of simulated time.", async (HttpContext context) =>
        {
            var (setting, problem) = await ControlJson.ReadAsync<DelayBody>(context);
            if (setting is null)
            {
                return ControlJson.Bad(problem!);
            }

            world.Tables.Delay = setting.Delay;
            return ControlJson.Answer(setting);
        });
        map.Add("GET", "/tables/{table}", "The rows that a query shows now, oldest first, as they came: a row can stand twice.",
            (string table) => ControlJson.Answer(world.Tables.Rows(table)));
        map.Add("GET", "/tables", "Columns that came and no stream declares, and how often.",
            () => ControlJson.Answer(new { world.Tables.Dropped }));
    }

    private sealed record DelayBody(TimeSpan Delay);
}
