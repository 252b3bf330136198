using System.Collections.Immutable;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>Draws incidents as Defender makes them, and brings them into being.</summary>
internal static class Drafts
{
    public const int MostAlerts = 150;

    private const double OddTitleShare = 0.04;

    public static Draft Draw(Random random)
    {
        var alerts = AlertCount(random);
        var product = Catalogue.Draw(random);
        var kind = random.Pick(product.Kinds);
        var atOnce = Math.Max(1, (int)(alerts * (0.3 + 0.7 * random.NextDouble())));
        var title = Title(random, product, kind, alerts);
        return new Draft(product, kind, title, [.. Enumerable.Range(0, alerts).Select(_ => Severity(random))], atOnce)
        {
            Description = random.Happens(0.3) ? Wording.Description(random) : null,
            SystemTags = random.Weighted<ImmutableList<string>>(([], 0.95), (["Security Testing"], 0.03), (["Defender Experts"], 0.02)),
            PriorityScore = random.Happens(0.8) ? random.Next(101) : null,
        };
    }

    /// <summary>One that will soon be merged into <paramref name="like"/>: few alerts of the same kind, all there from the start.</summary>
    public static Draft DrawSource(Random random, Draft like)
    {
        var alerts = random.Weighted((1, 0.8), (2, 0.2));
        return like with
        {
            Title = Title(random, like.Product, like.Kind, alerts),
            AlertSeverities = [.. Enumerable.Range(0, alerts).Select(_ => Severity(random))],
            AlertsAtOnce = alerts,
        };
    }

    /// <summary>An incident with the alerts of its first moment. Its severity is that of the gravest of them, as in all 37
    /// measured.</summary>
    /// <param name="at">The moment it was made, which may be past.</param>
    public static DefenderIncident Open(DefenderPortal portal, Random random, Draft draft, DateTimeOffset at)
    {
        var stamp = Stamp.OnDefenderGrid(at);
        var made = portal.Create(incident => incident with
        {
            DisplayName = draft.Title,
            Description = draft.Description,
            SystemTags = draft.SystemTags,
            CustomTags = draft.CustomTags,
            PriorityScore = draft.PriorityScore,
            Severity = draft.FirstSeverities.MaxBy(DefenderVocabulary.Rank) ?? "informational",
            CreatedDateTime = stamp,
            LastUpdateDateTime = stamp,
        });
        foreach (var severity in draft.FirstSeverities)
        {
            AddAlert(portal, random, made.Id, draft, severity, stamp);
        }

        return portal.Find(made.Id)!;
    }

    public static void AddAlert(DefenderPortal portal, Random random, string incidentId, Draft draft, string severity, DateTimeOffset at)
    {
        var stamp = Stamp.OnDefenderGrid(at);
        var lastActivity = stamp - random.Around(TimeSpan.FromSeconds(72), 1.2);

        // A stream of its own, so that what an alert says does not shift what becomes of its incident.
        var own = new Random(random.Next());
        portal.AddAlert(incidentId, alert =>
        {
            var providerId = alert.ProviderAlertId;
            return AlertWords.Of(alert, own, draft.Product, draft.Kind) with
            {
                Id = draft.Product.AlertIdPrefix + providerId,
                ProviderAlertId = draft.Product.AlertIdPrefix == "ad" ? random.NextGuid().ToString("N") : providerId,
                Title = draft.Kind.Title,
                Severity = severity,
                ServiceSource = draft.Product.ServiceSource,
                DetectionSource = draft.Product.DetectionSource,
                ProductName = draft.Product.Name,
                Category = draft.Kind.Category,
                MitreTechniques = [draft.Kind.Technique],
                Evidence = Evidence.Draw(own, draft.Product, stamp),
                CreatedDateTime = stamp,
                LastUpdateDateTime = stamp,
                FirstActivityDateTime = lastActivity - random.Around(TimeSpan.FromSeconds(60), 1.2),
                LastActivityDateTime = lastActivity,
            };
        });
    }

    private static string Title(Random random, Product product, Product.Kind kind, int alerts)
    {
        var title = Titles.OfIncident(random, product, kind, alerts);
        return random.Happens(OddTitleShare) ? OddText.Of(title, random.Next(OddText.Ways)) : title;
    }

    private static int AlertCount(Random random) => random.Weighted<Func<int>>(
        (() => 1, 0.5),
        (() => random.Next(2, 4), 0.25),
        (() => random.Next(4, 13), 0.19),
        (() => random.Next(13, 41), 0.05),
        (() => random.Next(80, MostAlerts + 1), 0.01))();

    private static string Severity(Random random) =>
        random.Weighted(("informational", 0.2), ("low", 0.33), ("medium", 0.32), ("high", 0.15));
}
