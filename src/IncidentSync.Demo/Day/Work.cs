using IncidentSync.Demo.Desks;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Day;

/// <summary>One thing an analyst does to an open incident; sometimes another does something in the other portal at the same
/// moment.</summary>
internal sealed class Work(Soc soc)
{
    private const double BothPortalsShare = 0.1;
    private const double ConflictShare = 0.01;

    private static readonly string[] Severities = ["informational", "low", "medium", "high"];

    private static readonly (Happening Value, double Weight)[] Kinds =
    [
        (Happening.Commented, 0.49), (Happening.Tagged, 0.18), (Happening.Untagged, 0.03), (Happening.Regraded, 0.1),
        (Happening.Reassigned, 0.08), (Happening.Described, 0.06), (Happening.Retitled, 0.06),
    ];

    /// <param name="desk">Where the analyst sits.</param>
    /// <param name="other">The same incident in the other portal, when it is there too.</param>
    /// <param name="analyst">Who works on it.</param>
    /// <param name="random">The incident's stream.</param>
    public void Do(IDesk desk, IDesk? other, Actor analyst, Random random)
    {
        var kind = random.Weighted(Kinds.AsSpan());
        if (other?.Status is CaseStatus.New or CaseStatus.Active && random.Happens(BothPortalsShare))
        {
            Do(other, OtherThan(kind, random), soc.OnDuty(random), random);
            soc.Tally.Add(Happening.BothPortals);
        }
        else if (other?.Status is CaseStatus.New or CaseStatus.Active && random.Happens(ConflictShare))
        {
            Conflict(desk, other, analyst, random);
            return;
        }

        Do(desk, kind, analyst, random);
    }

    private void Do(IDesk desk, Happening kind, Actor by, Random random)
    {
        switch (kind)
        {
            case Happening.Commented:
                desk.Comment(by, Wording.Comment(random), random.NextGuid());
                break;
            case Happening.Tagged:
                desk.Tag(by, Wording.Tag(random));
                break;
            case Happening.Untagged when desk.Tags.Count > 0:
                desk.Untag(by, random.Pick(desk.Tags));
                break;
            case Happening.Untagged:
                return;
            case Happening.Regraded:
                desk.SetSeverity(by, random.Pick([.. Severities.Where(severity => severity != desk.Severity)]));
                break;
            case Happening.Reassigned:
                desk.Assign(by, random.Happens(0.15) ? null : soc.OnDuty(random).Name);
                break;
            case Happening.Described:
                desk.Describe(by, Wording.Description(random));
                break;
            case Happening.Retitled:
                desk.Retitle(by, Titles.ByPerson(random, desk.Title));
                break;
        }

        soc.Tally.Add(kind);
    }

    // The same field, at once, to values that differ.
    private void Conflict(IDesk desk, IDesk other, Actor analyst, Random random)
    {
        var different = Severities.Where(severity => severity != desk.Severity && severity != other.Severity).ToArray();
        random.Shuffle(different);
        desk.SetSeverity(analyst, different[0]);
        other.SetSeverity(soc.OnDuty(random), different[1]);
        soc.Tally.Add(Happening.Conflict);
    }

    private static Happening OtherThan(Happening kind, Random random)
    {
        var other = random.Weighted(Kinds.AsSpan());
        return other != kind ? other : kind == Happening.Commented ? Happening.Tagged : Happening.Commented;
    }
}
