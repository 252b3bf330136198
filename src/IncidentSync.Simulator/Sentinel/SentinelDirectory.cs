using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>What Sentinel makes of persons and apps: it shows them as the tenant's directory knows them.</summary>
internal sealed class SentinelDirectory(Tenant tenant)
{
    /// <summary>
    /// An owner named by object id, sign-in name or mail comes back with everything the directory knows of that person (Cortex XSOAR,
    /// integration Azure Sentinel, incident owner). A group has only what it was given.
    /// </summary>
    public SentinelIncident Complete(SentinelIncident incident)
    {
        var owner = incident.Owner;
        var name = owner.ObjectId ?? owner.UserPrincipalName ?? owner.Email;
        return owner.OwnerType == "Group" || tenant.Person(name) is not { } person ? incident : incident with
        {
            Owner = new SentinelOwner
            {
                ObjectId = person.ObjectId.ToString(),
                Email = person.Email,
                AssignedTo = person.DisplayName,
                UserPrincipalName = person.UserPrincipalName,
                OwnerType = "User",
            },
        };
    }

    /// <summary>The author of a comment.</summary>
    public SentinelAuthor AuthorOf(Actor by) => by.Kind switch
    {
        ActorKind.Person when tenant.Person(by.Name) is { } person =>
            new SentinelAuthor(person.ObjectId.ToString(), person.Email, person.DisplayName, person.UserPrincipalName),
        ActorKind.Person => new SentinelAuthor(null, by.Name, by.Name, by.Name),
        ActorKind.App when tenant.Apps.FirstOrDefault(app => app.DisplayName == by.Name) is { } app =>
            new SentinelAuthor(app.ServicePrincipalId.ToString(), null, by.Name, null),
        _ => new SentinelAuthor(null, null, by.Name, null),
    };
}
