using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence;

/// <summary>What must be true when several Sentinel incidents name the same Defender incident.</summary>
/// <remarks>
/// <code>
/// | its twin, the     | another one was made by | and is              | found                       |
/// | first of them     |                         |                     |                             |
/// |-------------------|-------------------------|---------------------|-----------------------------|
/// | Microsoft's       | the app                 | closed              | nothing                     |
/// | any               | the app                 | any other           | a doubled twin              |
/// | any, or none      | anybody else            | not the app's work  | a duplicate, left alone     |
/// | any, or none      | anybody else            | written by the app  | a duplicate that is touched |
/// </code>
/// </remarks>
internal sealed class DoubleCheck(SentinelPortal sentinel, History history)
{
    private readonly ILookup<string, SentinelIncident> _labelled = Pairing.ByForeignLabel(sentinel);

    public IEnumerable<Finding> Of(DefenderIncident incident, IReadOnlyList<SentinelIncident> twins)
    {
        var ours = twins.Skip(1).Concat(_labelled[incident.Id]).ToLookup(sentinel.IsMadeByApp);
        var doubles = ours[true].Where(twin => !Pairing.IsNative(twins[0]) || twin.Status != SentinelVocabulary.Closed).ToList();
        if (doubles.Count > 0)
        {
            yield return new Finding.TwinDoubled(incident.Id, [twins[0].Name, .. doubles.Select(twin => twin.Name)]);
        }

        foreach (var duplicate in ours[false])
        {
            yield return history.Of(sentinel, duplicate.Name).FirstOrDefault(history.IsApps) is { } touch
                ? new Finding.DuplicateTouched(incident.Id, duplicate.Name, touch.Field)
                : new Finding.DuplicateLeftAlone(incident.Id, duplicate.Name);
        }
    }
}
