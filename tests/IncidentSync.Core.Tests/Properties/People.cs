using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>
/// What people and Microsoft set on a portal. Each value is new where the field's vocabulary allows, so that its fate can be told.
/// </summary>
internal sealed class People(Random random)
{
    private static readonly string[] Determinations = ["malware", "phishing", "other", "notMalicious", "confirmedActivity"];
    private readonly Dictionary<Portal, Reading> _hiddenTags = [];
    private int _made;

    /// <summary>The next value of a field, given the incident it is set on; null when a person cannot set that field now.</summary>
    public Reading? Next(Portal portal, Field field, Incident incident) => field switch
    {
        StatusField => NextStatus(portal),
        SeverityField => random.Next(12) == 0 ? new Unknown($"severity {++_made}") : new Seen<Severity>((Severity)random.Next(4)),
        PriorityField when portal == Portal.Sentinel => null,
        PriorityField => new Seen<Priority>((Priority)random.Next(1, 4)),
        OwnerField => new Seen<Owner>(NextOwner(portal)),
        TitleField => new Seen<string>(random.Next(10) == 0 ? "" : $"Title {++_made}"),
        DescriptionField => new Seen<string>(NextDescription(portal)),
        TagsField => NextTags(portal, incident[field]),
        VerdictField when portal == Portal.Sentinel && incident[field] is Unseen => null,
        VerdictField => random.Next(15) == 0 ? new Unknown($"class {++_made}") : new Seen<Verdict>(NextVerdict(portal)),
        _ => throw new InvalidOperationException($"The new field '{field}' needs values here."),
    };

    /// <summary>What is chosen in the dialog that closes a Sentinel incident.</summary>
    public Verdict NextVerdict(Portal portal)
    {
        var chosen = (Classification)random.Next(4);
        var comment = random.Next(4) == 0 ? "" : $"Because {++_made}.";
        return portal == Portal.Defender
            ? new(chosen, chosen == Classification.Undetermined ? "" : Determinations[random.Next(Determinations.Length)], comment)
            : new(chosen, Reason(chosen), comment);
    }

    private string Reason(Classification chosen) => chosen switch
    {
        Classification.TruePositive => "SuspiciousActivity",
        Classification.BenignPositive => "SuspiciousButExpected",
        Classification.FalsePositive => random.Next(2) == 0 ? "InaccurateData" : "IncorrectAlertLogic",
        _ => "",
    };

    private Reading NextStatus(Portal portal) => random.Next(portal == Portal.Defender ? 12 : 11) switch
    {
        0 => new Unknown($"status {++_made}"),
        < 3 => new Seen<Status>(Status.New),
        < 7 => new Seen<Status>(Status.Active),
        < 11 => new Seen<Status>(Status.Closed),
        _ => new Seen<Status>(Status.AwaitingAction),
    };

    private Owner NextOwner(Portal portal) => (random.Next(8), portal) switch
    {
        (0, _) => Owner.Nobody,
        (1, Portal.Defender) => Owner.InDefender("night shift"),
        (1, _) => Owner.InSentinel("g-9", "", isGroup: true),
        (2, Portal.Defender) => Owner.InDefender("soc-tier2"),
        (2, _) => Owner.InSentinel("g-2", "", isGroup: true),
        (_, Portal.Defender) => Owner.InDefender($"analyst{++_made}@contoso.com"),
        _ => Owner.InSentinel($"o-{++_made}", $"analyst{_made}@contoso.com"),
    };

    private string NextDescription(Portal portal) => (random.Next(30), portal) switch
    {
        (0, _) => "",
        (1, Portal.Defender) => $"{++_made}: {new string('x', DescriptionField.SentinelLimit)}",
        _ => $"Description {++_made}",
    };

    // An unknown answer hides the tags for a while; it does not change them.
    private Reading NextTags(Portal portal, Reading now)
    {
        if (now is not Seen<Tags> { Value: var tags })
        {
            return _hiddenTags[portal];
        }

        if (random.Next(20) == 0)
        {
            _hiddenTags[portal] = now;
            return new Unknown($"tags {++_made}");
        }

        var held = tags.Shown.ToList();
        if (held.Count > 0 && random.Next(2) == 0)
        {
            held.RemoveAt(random.Next(held.Count));
        }
        else
        {
            held.Add($"t{++_made}");
        }

        return new Seen<Tags>(Tags.Of(held));
    }
}
