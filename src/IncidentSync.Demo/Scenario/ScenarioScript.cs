using System.Collections.Immutable;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Scenario;

/// <summary>Deals the edits of the fixed scenario. Every incident is edited in both portals, but each of its fields in one of them only,
/// so that nothing is a conflict by accident:
/// <code>
/// incident  status+verdict  owner  severity  title  description  tag    untag  comment
/// even      Defender        Sent.  Defender  Sent.  Defender     Sent.  Def.   Sentinel
/// odd       Sentinel        Def.   Sentinel  Def.   Sentinel     Def.   Sent.  Defender
/// </code>
/// Of the incidents that one portal moves, half only change their status, half are closed, and half of these opened again two waves
/// later.</summary>
internal static class ScenarioScript
{
    private const int WavesUntilReopened = 2;

    private static readonly ImmutableArray<string> Columns = ["status",
        "owner", "severity", "title", "description", "tag", "untag", "comment"];

    public static ImmutableArray<ScenarioEdit> Deal(IReadOnlyList<string> defenderIds, Random random)
    {
        var dealt = defenderIds
            .SelectMany((id, row) => Columns.SelectMany((column, index) => Cell(id, row, column, (row + index) % 2 == 0, random)))
            .ToArray();
        random.Shuffle(dealt);
        return [.. dealt.OrderBy(edit => edit.Wave)];
    }

    private static IEnumerable<ScenarioEdit> Cell(string id, int row, string column, bool inDefender, Random random)
    {
        var portal = inDefender ? Portal.Defender : Portal.Sentinel;
        var wave = random.Next(1, FixedScenario.Waves + 1);
        if (column != "status")
        {
            return [new ScenarioEdit(wave, portal, column, id)];
        }

        var early = random.Next(1, FixedScenario.Waves + 1 - WavesUntilReopened);
        return (row / 2 % 4) switch
        {
            0 or 2 => [new ScenarioEdit(wave, portal, "status", id)],
            1 => [new ScenarioEdit(wave, portal, "close", id)],
            _ => [new ScenarioEdit(early, portal, "close", id), new ScenarioEdit(early + WavesUntilReopened, portal, "reopen", id)],
        };
    }
}
