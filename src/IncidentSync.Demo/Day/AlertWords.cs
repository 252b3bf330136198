using System.Text.Json.Nodes;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>What an alert says beside its evidence: who and what is behind it, what to do, and what its rule adds. The names are
/// invented.</summary>
internal static class AlertWords
{
    public static DefenderAlert Of(DefenderAlert alert, Random random, Product product, Product.Kind kind) => alert with
    {
        Description = $"{kind.Title}: seen by {product.Name}.",
        RecommendedActions = "1. Look at the evidence.\n2. Contain what is affected.\n3. Classify the alert.",
        ThreatDisplayName = kind.Category == "Malware" ? "Trojan:Win32/Wacatac.B!ml" : null,
        ThreatFamilyName = kind.Category == "Malware" ? "Wacatac" : null,
        ActorDisplayName = random.Happens(0.03) ? random.Pick(["Amber Harvest", "Grey Lantern"]) : null,
        InvestigationState = product.Scope == "endpoint" ? "pendingApproval" : "unsupportedAlertType",
        SystemTags = random.Happens(0.05) ? ["Defender Experts"] : [],
        CustomDetails = product.ServiceSource == "microsoftSentinel"
            ? new JsonObject { ["Rule"] = $"CR-{random.Next(1, 90):00}", ["Failures"] = $"{random.Next(5, 300)}" }
            : [],
        AdditionalData = random.Happens(0.2) ? new JsonObject { ["OriginSource"] = product.Name, ["Score"] = random.Next(100) } : null,
    };
}
