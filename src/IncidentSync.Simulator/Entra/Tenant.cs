using System.Collections.Immutable;

namespace IncidentSync.Simulator.Entra;

/// <summary>One directory, and with it one Defender portal.</summary>
internal sealed record Tenant(string Name, Guid Id)
{
    public ImmutableArray<AppRegistration> Apps { get; init; } = [];

    public ImmutableArray<Person> Persons { get; init; } = [];

    /// <summary>Where its Defender begins to count incidents.</summary>
    public int FirstIncidentId { get; init; } = 1;

    public bool Is(string nameOrId) =>
        string.Equals(Name, nameOrId, StringComparison.OrdinalIgnoreCase)
        || string.Equals($"{Name}.com", nameOrId, StringComparison.OrdinalIgnoreCase)
        || (Guid.TryParse(nameOrId, out var id) && id == Id);

    public AppRegistration? App(string? clientId) =>
        Guid.TryParse(clientId, out var id) ? Apps.FirstOrDefault(app => app.ClientId == id) : null;

    public Person? Person(string? objectIdOrUserPrincipalName) => Persons.FirstOrDefault(person =>
        string.Equals(person.UserPrincipalName, objectIdOrUserPrincipalName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(person.ObjectId.ToString(), objectIdOrUserPrincipalName, StringComparison.OrdinalIgnoreCase));
}
