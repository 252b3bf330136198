using IncidentSync.Demo.Desks;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Day;

/// <summary>Incidents that only Sentinel knows: a playbook makes them through the API, people work on them, a few are deleted
/// again.</summary>
internal sealed class Playbooks(Soc soc, SentinelPortal portal, Analysts analysts)
{
    private const double Share = 0.06;
    private const double DeletedShare = 0.2;

    private static readonly Actor Playbook = Actor.App("Playbook-CreateIncident");

    private static readonly string[] Titles =
        ["Leaked credentials on a forum", "Ticket from the helpdesk", "Honeypot login", "Report by fabrikam.com", "Вход в ловушку"];

    private int _made;

    public void Start() => WaitForNext(soc.Stream($"{portal.Workspace.Name}/playbook"));

    private void WaitForNext(Random gaps) => soc.After(gaps.Gap(TimeSpan.FromDays(1) / (soc.Options.IncidentsPerDay * Share)), () =>
    {
        Make(soc.Stream($"{portal.Workspace.Name}/playbook/{++_made}"));
        WaitForNext(gaps);
    });

    private void Make(Random random)
    {
        var name = random.NextGuid().ToString();
        portal.Create(incident => incident with
        {
            Title = $"{random.Pick(Titles)} {random.Next(1000, 10_000)}",
            Severity = random.Pick(SentinelVocabulary.Severities),
            Description = Wording.Description(random),
            Labels = [new SentinelLabel("playbook") { Type = "AutoAssigned" }],
        }, Playbook, name);
        soc.Tally.Add(Happening.SentinelOnly);
        analysts.Triage(() => portal.Find(name) is null ? [] : [new SentinelDesk(portal, name)], random, TimeSpan.Zero);
        if (random.Happens(DeletedShare))
        {
            soc.After(random.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(6)), () => Delete(name, random));
        }
    }

    private void Delete(string name, Random random)
    {
        if (portal.Delete(name, soc.OnDuty(random)))
        {
            soc.Tally.Add(Happening.Deleted);
        }
    }
}
