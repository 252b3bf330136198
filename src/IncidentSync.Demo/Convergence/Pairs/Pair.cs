using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Pairs;

/// <summary>A Defender incident and its twin, both as they were at one moment.</summary>
/// <param name="Edits">Everything that was ever done, for the fields where it matters who came last.</param>
/// <param name="Until">The number of the last edit up to that moment.</param>
internal sealed record Pair(DefenderIncident Defender, SentinelIncident Sentinel, EditLog Edits, long Until = long.MaxValue)
{
    /// <summary>Whether the last hand on a field in Sentinel was a person's: some of their edits stay where they are.</summary>
    public bool IsSentinelPersonal(string field) => LastEdit(Portal.Sentinel, field)?.Actor.Kind == ActorKind.Person;

    /// <summary>Whether a text was there and was taken away.</summary>
    public bool IsEmptied(Portal portal, string field) => LastEdit(portal, field) is { } edit && string.IsNullOrWhiteSpace(edit.New);

    /// <summary>Texts of comments that were edited or deleted in Sentinel since.</summary>
    public IEnumerable<string> EarlierSentinelComments() => Edits.Of(Portal.Sentinel, Sentinel.Name)
        .Where(edit => edit.Number <= Until && edit.Field == "comment").Select(edit => edit.Old).OfType<string>();

    private Edit? LastEdit(Portal portal, string field) => Edits.Of(portal, portal == Portal.Defender ? Defender.Id : Sentinel.Name)
        .LastOrDefault(edit => edit.Number <= Until && edit.Field == field);
}
