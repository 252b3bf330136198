using System.Collections.Immutable;

namespace IncidentSync.Simulator.Entra;

/// <summary>One directory, and with it one Defender portal.</summary>
internal sealed record Tenant(string Name, Guid Id)
{
    public ImmutableArray<AppRegistration> Apps { get; init; } = [];

    public ImmutableArray<Person> Persons { get; init; } = [];

    /// <summary>Those of other directories. Incidents may be theirs; nobody of them is on duty.</summary>
    public ImmutableArray<Person> Guests { get; init; } = [];

    /// <summary>Where its Defender begins to count incidents.</summary>
    public int FirstIncidentId { get; init; } = 1;

    public bool Is(string nameOrId) =>
        string.Equals(Name, nameOrId, StringComparison.OrdinalIgnoreCase)
        || string.Equals($"{Name}.com", nameOrId, StringComparison.OrdinalIgnoreCase)
        || (Guid.TryParse(nameOrId, out var id) && id == Id);

    public AppRegistration? App(string? clientId) =>
        Guid.TryParse(clientId, out var id) ? Apps.FirstOrDefault(app => app.ClientId == id) : null;

    /// <summary>Whoever has that object id or sign-in name, or else that mail.</summary>
    public Person? Person(string? name) => Named(person => person.ObjectId.ToString(), name)
        ?? Named(person => person.UserPrincipalName, name) ?? Named(person => person.Email, name);

    private Person? Named(Func<Person, string> key, string? name) =>
        Persons.Concat(Guests).FirstOrDefault(person => string.Equals(key(person), name, StringComparison.OrdinalIgnoreCase));
}
