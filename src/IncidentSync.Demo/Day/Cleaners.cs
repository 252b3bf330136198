using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Demo.Day;

/// <summary>Now and then somebody deletes in Sentinel what Defender still has. Sentinel refuses that for what came from Defender itself
/// (Microsoft's page "Create your own incidents manually in Microsoft Sentinel").</summary>
internal sealed class Cleaners(Soc soc)
{
    public void DeleteTwinLater(string defenderId, Random random) =>
        soc.After(random.Between(TimeSpan.FromMinutes(2), TimeSpan.FromHours(3)), () =>
        {
            foreach (var twin in soc.Desks(defenderId).Where(desk => desk.Portal == Portal.Sentinel))
            {
                Delete(twin.IncidentId, soc.OnDuty(random));
            }
        });

    private void Delete(string name, Actor by)
    {
        if (soc.Workspaces.FirstOrDefault(workspace => workspace.Find(name) is not null) is { Workspace.Native: false } workspace
            && workspace.Delete(name, by))
        {
            soc.Tally.Add(Happening.TwinDeleted);
        }
    }
}
