using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence;

/// <summary>
/// What must be true of an incident that Defender merged into another: its twin is closed and labelled, says where the work went on, and
/// what was said in Sentinel only stands once on the incident it went into.
/// </summary>
internal sealed class MergeCheck(DefenderPortal defender, SentinelPortal sentinel, History history)
{
    private const int MostHops = 5;

    // Who closes has looked at the redirect a moment before, and does not see that the target is merged in between.
    private static readonly TimeSpan LookedBefore = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(0.5);

    public IEnumerable<Finding> Of(DefenderIncident source, SentinelIncident twin)
    {
        foreach (var missing in Missing(source, twin))
        {
            yield return new Finding.MergeNotShown(source.Id, source.RedirectIncidentId, twin.Name, missing);
        }

        // On the one into which it went; where that is merged later, what was carried to it stays behind there as all comments do.
        var carried = Hops(source).Skip(1).SelectMany(Said.In).Where(said => said.IsCopy).ToLookup(said => said.Body);
        foreach (var (body, times) in LeftBehind(source, twin).CountBy(body => body))
        {
            if (carried[body].Count() != times)
            {
                yield return new Finding.CommentLeftBehind(source.Id, source.RedirectIncidentId ?? "", body, carried[body].Count());
            }
        }
    }

    /// <summary>
    /// What persons said in Sentinel before the merge, and Defender's incident never had: it cannot be written to any more.
    /// </summary>
    public IEnumerable<string> LeftBehind(DefenderIncident source, SentinelIncident twin)
    {
        if (MergedAt(source) is not { } merged)
        {
            return [];
        }

        var there = Said.In(source).Select(said => said.Body).ToList();
        return Said.In(twin).Where(said => !said.IsCopy && said.At <= merged.At && !IsLink(source, said) && !there.Remove(said.Body))
            .Select(said => said.Body);
    }

    private IEnumerable<string> Missing(DefenderIncident source, SentinelIncident twin)
    {
        if (twin.Status != SentinelVocabulary.Closed)
        {
            yield return $"still {twin.Status}";
        }

        if (!twin.Labels.Any(label => string.Equals(label.Name, Pairing.RedirectedLabel, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"not labelled {Pairing.RedirectedLabel}";
        }

        var closing = history.Of(sentinel, twin.Name)
            .LastOrDefault(edit => edit.Field == "status" && edit.New == SentinelVocabulary.Closed);
        if (closing is null || !history.IsApps(closing) || IsTakenByMicrosoft(twin, closing))
        {
            yield break;
        }

        var words = Targets(source, closing).Select(target => $"Merged into Defender incident {target}").ToList();
        if (!words.Contains(twin.ClassificationComment ?? ""))
        {
            yield return $"closed with \"{twin.ClassificationComment}\" instead of \"{words.LastOrDefault()}\"";
        }
    }

    // Microsoft's own sync, where it redirects the twin after the app has closed it, leaves no closing comment.
    private bool IsTakenByMicrosoft(SentinelIncident twin, Edit closing) => history.Of(sentinel, twin.Name).Any(edit =>
        edit.Number > closing.Number && edit.Actor == Actor.NativeSync && edit.Field == "classificationComment");

    // Where the chain of redirects ended when it was closed; or a little before, unless the whole chain was made at once.
    private IEnumerable<string> Targets(DefenderIncident source, Edit closing)
    {
        var before = MergedAt(source)?.RealAt ?? closing.RealAt;
        foreach (var target in Hops(source).Select(hop => hop.RedirectIncidentId).OfType<string>())
        {
            var merged = MergedAt(target)?.RealAt;
            if (merged is null || (merged > before + AtOnce && merged > closing.RealAt - LookedBefore))
            {
                yield return target;
            }

            if (merged is null || merged > closing.RealAt)
            {
                yield break;
            }

            before = merged.Value;
        }
    }

    private IEnumerable<DefenderIncident> Hops(DefenderIncident source)
    {
        DefenderIncident? hop = source;
        for (var hops = 0; hop is not null && hops <= MostHops; hops++)
        {
            yield return hop;
            hop = hop.RedirectIncidentId is { } next ? defender.Find(next) : null;
        }
    }

    private Edit? MergedAt(DefenderIncident incident) => MergedAt(incident.Id);

    private Edit? MergedAt(string id) =>
        history.Of(defender, id).LastOrDefault(edit => edit.Field == "redirectIncidentId");

    private static bool IsLink(DefenderIncident source, Said said) =>
        said.Text.StartsWith($"Defender incident {source.Id}: ", StringComparison.Ordinal);
}
