using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Entra;

/// <summary>The app a valid token speaks for.</summary>
internal sealed record Caller(Tenant Tenant, AppRegistration App)
{
    public Actor Actor { get; } = Actor.App(App.DisplayName);
}
