using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Control;

/// <summary>Whose hand a control call lends: <c>?by=</c> names the person, by default the tenant's first.</summary>
internal static class ActingPerson
{
    public static Actor Of(HttpContext context, Tenant tenant) =>
        Actor.Person(context.Request.Query["by"].ToString() is { Length: > 0 } given
            ? given
            : tenant.Persons.FirstOrDefault()?.UserPrincipalName ?? "analyst");
}
