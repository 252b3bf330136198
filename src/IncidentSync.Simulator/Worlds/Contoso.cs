using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Worlds;

/// <summary>The default tenant.</summary>
internal static class Contoso
{
    public const string Secret = "contoso-simulated-secret";

    public static AppRegistration App { get; } =
        new(new Guid("5a7e0f3c-0000-4000-8000-0000000000a1"), "IncidentSync") { Secrets = [Secret] };

    public static Tenant Tenant { get; } = new("contoso", new Guid("c0de0000-0000-4000-8000-000000000001"))
    {
        Apps = [App],
        Persons =
        [
            new Person(new Guid("a11ce000-0000-4000-8000-000000000001"), "alice@contoso.com", "Alice Ahlberg"),
            new Person(new Guid("b0b00000-0000-4000-8000-000000000002"), "bob@contoso.com", "Bob Brandt"),
            new Person(new Guid("ca201000-0000-4000-8000-000000000003"), "carol@contoso.com", "Carol Castro"),
        ],
        Guests = [Person.Guest(new Guid("9e2d0000-0000-4000-8000-000000000004"), "gerd@fabrikam.com", "contoso.com", "Gerd Grau")],
    };

    public static Workspace Workspace { get; } =
        new(Tenant.Name, new Guid("5ab50000-0000-4000-8000-000000000001"), "contoso-soc", "contoso-sentinel");
}
