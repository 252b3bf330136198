using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Day;

/// <summary>What Defender does to incidents by itself: alerts that come later and raise the severity, stamps that move though nothing
/// changes, automated investigation that resolves and opens again, experts who wait for the customer, alerts newer than their
/// incident.</summary>
internal sealed class Machines(Soc soc)
{
    /// <summary>20 of 295 measured alerts were changed after their incident was, the last 17.1 hours after.</summary>
    private const double LateAlertShare = 0.085;

    /// <summary>The owner that automation gives to what it resolves.</summary>
    public const string AutomationOwner = "Automation";

    private const double ReactivatedShare = 0.12;

    private static readonly TimeSpan FirstAlertUpdate = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan LatestAlertUpdate = TimeSpan.FromHours(17.1);

    /// <summary>No public payload shows what an automated investigation signs with.</summary>
    public static Actor Investigation { get; } = Actor.Automation("Microsoft 365 Defender-AutomatedInvestigation");

    public static Actor Experts { get; } = Actor.Automation("Microsoft Defender Experts");

    /// <summary>Azure/Azure-Sentinel#13584: investigation wakes an alert up, and its incident goes from resolved to active again.</summary>
    /// <returns>False when it is not resolved by automation, or not any more.</returns>
    public static bool Reactivate(DefenderPortal defender, string id)
    {
        if (defender.Find(id) is not { Status: "resolved", AssignedTo: AutomationOwner } incident)
        {
            return false;
        }

        if (incident.AlertIds is [.., var last])
        {
            defender.EditAlert(last, Investigation, woken => woken with { Status = "inProgress" });
        }

        defender.Edit(id, Investigation, woken => woken with { Status = "active", AssignedTo = null });
        return true;
    }

    public void AddAlertLater(string id, Draft draft, string severity, Random random)
    {
        var delay = random.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(12));
        var own = new Random(random.Next());
        soc.After(delay, () =>
        {
            // A closed incident is not opened by new alerts, and a merged one is empty for good.
            if (Open(id) is not { AlertIds.Count: < Drafts.MostAlerts })
            {
                return;
            }

            Drafts.AddAlert(soc.Defender, own, id, draft, severity, soc.Now);
            soc.Tally.Add(Happening.Alert);
        });
    }

    public void Churn(string id, Random random)
    {
        for (var bumps = random.Next(1, 5); bumps > 0; bumps--)
        {
            soc.After(random.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(6)), () =>
            {
                if (Open(id) is null)
                {
                    return;
                }

                soc.Defender.Edit(id, Actor.AlertCorrelation, incident => incident);
                soc.Tally.Add(Happening.Churn);
            });
        }
    }

    /// <param name="id">The incident.</param>
    /// <param name="random">Its stream.</param>
    /// <param name="thenByHand">Called when people have to look at it after all.</param>
    public void ResolveLater(string id, Random random, Action thenByHand) => soc.After(random.Around(TimeSpan.FromMinutes(15), 0.7), () =>
    {
        if (Open(id) is not { AssignedTo: null } incident)
        {
            return;
        }

        foreach (var alert in incident.AlertIds)
        {
            soc.Defender.EditAlert(alert, Investigation, resolved => resolved with { Status = "resolved" });
        }

        soc.Defender.Edit(id, Investigation, resolved => resolved with { Status = "resolved", AssignedTo = AutomationOwner });
        soc.Tally.Add(Happening.AutoResolved);
        UpdateAlertsLate(id, random);
        if (random.Happens(ReactivatedShare))
        {
            soc.After(random.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(6)), () => Reactivate(id, thenByHand));
        }
    });

    public void AwaitAction(string id, Random random, Action thenByHand) => soc.After(random.Around(TimeSpan.FromMinutes(5), 0.5), () =>
    {
        if (Open(id) is not { AssignedTo: null })
        {
            return;
        }

        soc.Defender.Edit(id, Experts, incident => incident with
        {
            Status = "awaitingAction",
            SystemTags = [.. incident.SystemTags.Union(["Defender Experts"])],
        });
        soc.Tally.Add(Happening.AwaitingAction);
        soc.After(random.Around(TimeSpan.FromHours(2), 0.8), () =>
        {
            if (Open(id) is { Status: "awaitingAction" })
            {
                soc.Defender.Edit(id, Experts, incident => incident with { Status = "inProgress" });
            }

            thenByHand();
        });
    });

    /// <summary>Once an incident is closed, some of its alerts still change, which does not show in the incident's stamp.</summary>
    public void UpdateAlertsLate(string id, Random random)
    {
        foreach (var alert in soc.Defender.Find(id)?.AlertIds.Where(_ => random.Happens(LateAlertShare)) ?? [])
        {
            soc.After(random.Between(FirstAlertUpdate, LatestAlertUpdate), () =>
            {
                soc.Defender.EditAlert(alert, Investigation, known => known with { Status = "resolved", Classification = "truePositive" });
                soc.Tally.Add(Happening.AlertUpdate);
            });
        }
    }

    private void Reactivate(string id, Action thenByHand)
    {
        if (!Reactivate(soc.Defender, id))
        {
            return;
        }

        soc.Tally.Add(Happening.Reactivated);
        thenByHand();
    }

    private DefenderIncident? Open(string id) =>
        soc.Defender.Find(id) is { Status: not ("resolved" or "redirected") } incident ? incident : null;
}
