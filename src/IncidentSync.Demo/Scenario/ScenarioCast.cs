using System.Collections.Immutable;
using IncidentSync.Demo.Day;
using IncidentSync.Demo.Desks;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Scenario;

/// <summary>The incidents of the fixed scenario and what each is there for.</summary>
/// <param name="Edited">Open, unassigned; every field of theirs will be edited once or twice.</param>
/// <param name="Correlated">Open, unassigned, in groups: the last of each group is merged with the others later.</param>
/// <param name="StatusConflict">Resolved, to be opened again in both portals at once.</param>
internal sealed record ScenarioCast(
    ImmutableArray<string> Edited,
    ImmutableArray<ImmutableArray<string>> Correlated,
    string StatusConflict,
    string SeverityConflict,
    string OwnerConflict,
    ImmutableArray<string> SentinelOnly)
{
    /// <summary>What everyone of the edited has been tagged with, and will lose.</summary>
    public const string Tag = "to-be-looked-at";

    private const int EditedIncidents = 48;
    private const int Groups = 4;
    private const int GroupSize = 3;
    private const int Bystanders = 46;
    private const int MergedAtOnce = 4;

    private static readonly TimeSpan Span = TimeSpan.FromDays(5);
    private static readonly Actor Playbook = Actor.App("Playbook-CreateIncident");

    /// <summary>Makes them all, spread over the last days, some merged already.</summary>
    public static ScenarioCast Make(World world, DefenderPortal defender, SentinelPortal sentinel, Random random)
    {
        var count = EditedIncidents + Groups * GroupSize + 3 + Bystanders + Enumerable.Range(2, MergedAtOnce).Sum();
        var now = world.Clock.GetUtcNow();
        var step = Span / count;
        var made = 0;

        var edited = Take(EditedIncidents, Tagged);
        var correlated = Take(Groups, () => Take(GroupSize, Small));
        var status = Closed(Ordinary(), random);
        var (severity, owner) = (Of("low"), Of("medium"));
        for (var bystander = 0; bystander < Bystanders; bystander++)
        {
            Settle(bystander, Ordinary());
        }

        MergeNow();
        return new ScenarioCast(edited, correlated, status, severity, owner, Take(5, OnlyInSentinel));

        static ImmutableArray<T> Take<T>(int number, Func<T> make) => [.. Enumerable.Range(0, number).Select(_ => make())];

        DateTimeOffset Past() => now - Span + step * made++;

        string Ordinary() => Open(Drafts.Draw(random));

        string Tagged() => Open(Drafts.Draw(random) with { CustomTags = [Tag] });

        string Small() => Open(Drafts.Draw(random).Small());

        string Open(Draft draft)
        {
            var odd = made % 10 == 0 ? draft with { Title = OddText.Of(draft.Title, made / 10) } : draft;
            return Drafts.Open(defender, random, odd with { AlertsAtOnce = draft.AlertSeverities.Length }, Past()).Id;
        }

        string Of(string gravest)
        {
            var draft = Drafts.Draw(random);
            return Drafts.Open(defender, random, draft with { AlertSeverities = [gravest], AlertsAtOnce = 1 }, Past()).Id;
        }

        // In turn: left alone, being worked on, closed with a verdict, closed by automation; and one of each rare kind.
        void Settle(int bystander, string id)
        {
            var desk = new DefenderDesk(defender, id);
            if (bystander % 4 == 1)
            {
                desk.Take(Person());
            }
            else if (bystander % 4 == 2)
            {
                Closed(id, random);
            }
            else if (bystander % 4 == 3)
            {
                defender.Edit(id, Machines.Investigation, incident => incident with { Status = "resolved", AssignedTo = "Automation" });
            }

            if (bystander == 0)
            {
                defender.Edit(id, Machines.Experts, incident => incident with { Status = "awaitingAction" });
            }

            if (bystander == 4)
            {
                desk.Describe(Person(), Wording.LongDescription);
            }

            if (bystander % 5 == 0)
            {
                desk.Tag(Person(), Wording.Tag(random));
            }

            if (bystander % 6 == 0)
            {
                desk.Comment(Person(), Wording.Comment(random), random.NextGuid());
            }
        }

        void MergeNow()
        {
            for (var merge = 0; merge < MergedAtOnce; merge++)
            {
                var wave = Take(merge + 2, Small);
                defender.Merge(wave);
            }
        }

        string Closed(string id, Random dice)
        {
            new DefenderDesk(defender, id).Close(Person(), Closing.DrawTelling(dice));
            return id;
        }

        string OnlyInSentinel() => sentinel.Create(incident => incident with
        {
            Title = $"Leaked credentials on a forum {random.Next(1000, 10_000)}",
            Severity = random.Pick(SentinelVocabulary.Severities),
        }, Playbook, random.NextGuid().ToString()).Name;

        Actor Person() => Actor.Person(random.Pick(defender.Tenant.Persons).UserPrincipalName);
    }
}
