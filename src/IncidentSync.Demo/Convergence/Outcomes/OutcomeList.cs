using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Fields;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence.Outcomes;

/// <summary>Merges, deletions, reopenings, duplicates and Microsoft's own sync: how often each happened, and whether it came out
/// right.</summary>
internal static class OutcomeList
{
    public const string DeletedTwins = "deleted in Sentinel: not made again, Defender untouched";

    public const string Duplicates = "duplicates that another hand made: left alone";

    /// <param name="world">Both portals, and what was done in them.</param>
    /// <param name="report">How the portals compare now.</param>
    /// <param name="after">Reopenings up to this edit do not count.</param>
    public static ImmutableArray<Outcome> Of(World world, ConvergenceReport report, long after = 0)
    {
        var history = new History(world);
        return
        [
            Merged(world, report),
            CarriedOn(world, report, history),
            Reopened("reopened in Defender by a person", world, report, after, edit => edit.Portal == Portal.Defender && IsPersons(edit)),
            Reopened("reopened in Sentinel by a person", world, report, after, edit => edit.Portal == Portal.Sentinel && IsPersons(edit)),
            Reopened("reopened in Defender by its automation", world, report, after, edit => edit.Actor.Kind == ActorKind.Automation),
            Deleted(world, report, history),
            Duplicated(report),
            Native(world, report, history),
            Repaired(world, report),
        ];
    }

    private static Outcome Merged(World world, ConvergenceReport report) => new(
        "merged in Defender: closed in Sentinel, which says into which",
        world.Sentinels.Sum(sentinel =>
        {
            var twins = Pairing.ByDefenderId(sentinel);
            return world.Defender(sentinel.Tenant).Incidents().Count(incident => incident.IsRedirected && twins[incident.Id].Any());
        }),
        Words<Finding.MergeNotShown>(report));

    private static Outcome CarriedOn(World world, ConvergenceReport report, History history) => new(
        "comments that only a merged incident had: once on its target",
        world.Sentinels.Sum(sentinel =>
        {
            var defender = world.Defender(sentinel.Tenant);
            var (twins, check) = (Pairing.ByDefenderId(sentinel), new MergeCheck(defender, sentinel, history));
            return defender.Incidents().Where(incident => incident.IsRedirected)
                .Sum(incident => twins[incident.Id].FirstOrDefault() is { } twin ? check.LeftBehind(incident, twin).Count() : 0);
        }),
        Words<Finding.CommentLeftBehind>(report));

    private static Outcome Reopened(string what, World world, ConvergenceReport report, long after, Func<Edit, bool> by)
    {
        var reopened = world.Edits.After(after)
            .Where(edit => edit is { Field: "status", Old: "resolved" or "Closed", New: not "redirected" } && by(edit))
            .ToList();
        var names = reopened.Select(edit => edit.IncidentId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Outcome(what, reopened.Count,
        [
            .. report.Divergences.OfType<Finding.FieldDiffers>()
                .Where(found => found.Field == "status" && (names.Contains(found.DefenderId) || names.Contains(found.SentinelName)))
                .Select(found => found.Words),
        ]);
    }

    private static Outcome Deleted(World world, ConvergenceReport report, History history)
    {
        var found = report.Findings.Where(finding => finding is Finding.TwinDeleted or Finding.TwinResurrected).ToList();
        return new Outcome(DeletedTwins, found.Count,
        [
            .. report.Divergences.Where(finding => finding is Finding.TwinResurrected or Finding.TouchedAfterDeletion)
                .Select(finding => finding.Words),
            .. world.Sentinels.SelectMany(history.DeletionsIn).Where(history.IsApps)
                .Select(edit => $"{edit.IncidentId} was deleted by the app"),
        ]);
    }

    private static Outcome Duplicated(ConvergenceReport report) => new(
        Duplicates,
        report.Findings.Count(finding => finding is Finding.DuplicateLeftAlone or Finding.DuplicateTouched),
        Words<Finding.DuplicateTouched>(report));

    private static Outcome Native(World world, ConvergenceReport report, History history)
    {
        var pairs = Pairing.Pairs(world).Where(pair => Pairing.IsNative(pair.Sentinel)).ToList();
        var ids = pairs.Select(pair => pair.Defender.Id).ToHashSet();
        return new Outcome("served by Microsoft's own sync: no second incident", pairs.Count,
        [
            .. world.Natives.SelectMany(native => native.Sentinel.Incidents()
                .Where(incident => history.CreationOf(native.Sentinel, incident.Name) is { } creation && history.IsApps(creation))
                .Select(incident => $"{incident.Name} in {native.Sentinel.Workspace.Name} was made by the app: {incident.Title}")),
            .. report.Divergences.Where(finding => ids.Contains(finding.DefenderId)).Select(finding => finding.Words),
        ]);
    }

    private static Outcome Repaired(World world, ConvergenceReport report)
    {
        var lost = world.Natives.SelectMany(native => native.Lost).ToList();
        return new Outcome("edits that Microsoft's own sync lost: repaired", lost.Count,
        [
            .. lost.SelectMany(edit => report.Divergences.OfType<Finding.FieldDiffers>()
                .Where(found => found.DefenderId == edit.DefenderId && found.Field == NameOf(edit.Field)).Select(found => found.Words)),
        ]);
    }

    private static string NameOf(NativeField field) =>
        field == NativeField.Comment ? "comments" : SyncedFields.All.Select(synced => synced.Name)
            .FirstOrDefault(name => string.Equals(name, field.ToString(), StringComparison.OrdinalIgnoreCase)) ?? "";

    private static bool IsPersons(Edit edit) => edit.Actor.Kind == ActorKind.Person;

    private static ImmutableArray<string> Words<T>(ConvergenceReport report) where T : Finding =>
        [.. report.Findings.OfType<T>().Select(finding => finding.Words)];
}
