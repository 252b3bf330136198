using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Phrases;

/// <summary>Names of incidents as Defender makes them from their alerts, and as persons change them.</summary>
internal static class Titles
{
    private const double MultiStageShare = 0.5;
    private const int FewestAlertsOfManyStages = 4;

    private static readonly string[] Stages =
    [
        "Initial access", "Execution", "Persistence", "Credential access", "Discovery", "Lateral movement", "Command and control",
        "Exfiltration",
    ];

    private static readonly string[] Prefixes = ["[P1]", "[Tier 2]", "CASE", "Phish wave:", "Red team?", "DUP"];

    public static string OfIncident(Random random, Product product, Product.Kind kind, int alerts)
    {
        if (alerts < FewestAlertsOfManyStages || !random.Happens(MultiStageShare))
        {
            return $"{kind.Title} involving {(alerts == 1 ? "one" : "multiple")} {product.Scope}{(alerts == 1 ? "" : "s")}"
                .Replace("involving one endpoint", "on one endpoint", StringComparison.Ordinal)
                .Replace("involving multiple endpoints", "on multiple endpoints", StringComparison.Ordinal);
        }

        var first = random.Next(Stages.Length - 1);
        var sources = random.Happens(0.5) ? "one source" : "multiple sources";
        var later = Stages[random.Next(first + 1, Stages.Length)];
        return $"Multi-stage incident involving {Stages[first]} & {later} on multiple {product.Scope}s reported by {sources}";
    }

    public static string ByPerson(Random random, string title) => $"{random.Pick(Prefixes)} {title}";
}
