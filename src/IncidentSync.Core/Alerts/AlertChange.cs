using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>What is kept of an alert to know whether a version of it is news.</summary>
/// <param name="Updated">The stamp of the newest version.</param>
/// <param name="Digest">What that version said.</param>
/// <param name="Evidence">The digests of the evidence that it had.</param>
/// <param name="FullIds">The hashes of all detections made of it, which are made once for ever.</param>
/// <param name="NextPart">The AlertPart of its next detection.</param>
public sealed record KnownAlert(
    Stamp Updated, string Digest, ImmutableHashSet<string> Evidence, ImmutableHashSet<string> FullIds, int NextPart);

/// <summary>What follows from one version of an alert, as it was read.</summary>
/// <remarks>
/// <code>
/// | the version read                  | then                                                              |
/// |-----------------------------------|-------------------------------------------------------------------|
/// | is of an alert that is not known  | an event of kind new                                              |
/// | is older than the one that is     | nothing: replicas of Graph lag, and an alert never goes back      |
/// | says the same                     | the stamp moves; no event                                         |
/// | says something else               | an event of kind changed                                          |
/// </code>
/// </remarks>
/// <param name="Known">What is kept from now on.</param>
/// <param name="Event">The kind of its event (<see cref="EventKinds"/>); null where there is none.</param>
/// <param name="Brought">The places of the evidence that is new or changed, each distinct piece once.</param>
/// <param name="Detections">The detections that it makes for the first time.</param>
public sealed record AlertChange(
    KnownAlert Known, string? Event, ImmutableArray<int> Brought, ImmutableArray<Detection> Detections)
{
    /// <summary>Decides about one version of an alert.</summary>
    /// <param name="alert">The version read.</param>
    /// <param name="known">What is known of the alert; null where nothing is.</param>
    /// <returns>What follows; null where nothing does.</returns>
    public static AlertChange? Of(Alert alert, KnownAlert? known)
    {
        if (known is not null && alert.Updated < known.Updated)
        {
            return null;
        }

        var digest = AlertDigest.Of(alert);
        if (known?.Digest == digest)
        {
            return alert.Updated == known.Updated ? null : new(known with { Updated = alert.Updated }, null, [], []);
        }

        var (had, has) = (known?.Evidence ?? [], ImmutableHashSet.CreateBuilder<string>());
        var brought = ImmutableArray.CreateBuilder<int>();
        for (var place = 0; place < alert.Evidence.Length; place++)
        {
            var piece = Short(alert.Evidence[place].Digest);
            if (has.Add(piece) && !had.Contains(piece))
            {
                brought.Add(place);
            }
        }

        var detections = Projection.Of(alert, known?.FullIds ?? [], known?.NextPart ?? 0);
        return new(
            new KnownAlert(
                alert.Updated,
                digest,
                has.ToImmutable(),
                (known?.FullIds ?? []).Union(detections.Select(detection => detection.Hash)),
                (known?.NextPart ?? 0) + detections.Length),
            known is null ? EventKinds.New : EventKinds.Changed,
            brought.ToImmutable(),
            detections);
    }

    private static string Short(string digest) => digest[..16];
}
