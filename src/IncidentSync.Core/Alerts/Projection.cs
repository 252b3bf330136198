using System.Collections.Immutable;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// Turns an alert, which changes, into detections, which do not: one for each indicator, once for ever. A later status, owner or
/// remediation makes none; a new indicator of an old alert does.
/// </summary>
public static class Projection
{
    /// <summary>The detections that a version of an alert brings.</summary>
    /// <param name="alert">The version.</param>
    /// <param name="known">The hashes of the alert's detections that were emitted before (<see cref="Detection.Hash"/>).</param>
    /// <param name="nextPart">The first <see cref="Detection.AlertPart"/> that is free: how many were emitted before.</param>
    /// <returns>The new ones, in the order in which their indicators first appear in the evidence.</returns>
    public static ImmutableArray<Detection> Of(Alert alert, IReadOnlySet<string> known, int nextPart)
    {
        var made = ImmutableArray.CreateBuilder<Detection>();
        foreach (var indicator in Indicator.Of(alert))
        {
            var detection = new Detection(alert, indicator, nextPart + made.Count);
            // Evidence that is gone makes no second detection of the alert as a whole.
            if (!known.Contains(detection.Hash) && (known.Count == 0 || !indicator.IsWhole))
            {
                made.Add(detection);
            }
        }

        return made.ToImmutable();
    }
}
