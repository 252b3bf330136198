using System.Text.Json;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Pages;

/// <summary>An edit that a person of the tenant makes on a page; <c>?by=</c> says who. Only JSON is taken: no foreign site can send that
/// without asking first, and nobody answers it.</summary>
internal static class PersonsHand
{
    public static async Task<IResult> ActAsync(HttpContext context, Tenant? tenant, Func<JsonElement, Actor, IResult> act)
    {
        if (tenant is null)
        {
            return PageJson.NotFound("The tenant or workspace");
        }

        if (tenant.Person(context.Request.Query["by"]) is not { } person)
        {
            return PageJson.Bad($"Choose a person of {tenant.Name} to sign in as.");
        }

        if (!context.Request.HasJsonContentType())
        {
            return PageJson.Bad("An edit is sent as JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        return await PageJson.ReadAsync(context) is { } body
            ? act(body, Actor.Person(person.UserPrincipalName))
            : PageJson.Bad("The edit could not be read.");
    }

    /// <summary>Whom a page offers as signed in and as owner.</summary>
    public static IEnumerable<object> Of(Tenant tenant) =>
        tenant.Persons.Select(person => new { Name = person.UserPrincipalName, person.DisplayName });
}
