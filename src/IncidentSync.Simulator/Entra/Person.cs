namespace IncidentSync.Simulator.Entra;

/// <summary>A user of a tenant's directory.</summary>
internal sealed record Person(Guid ObjectId, string UserPrincipalName, string DisplayName)
{
    public string Email { get; init; } = UserPrincipalName;
}
