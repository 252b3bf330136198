namespace IncidentSync.Simulator.Entra;

/// <summary>A user of a tenant's directory.</summary>
internal sealed record Person(Guid ObjectId, string UserPrincipalName, string DisplayName)
{
    public string Email { get; init; } = UserPrincipalName;

    /// <summary>Somebody of another directory: the sign-in name in this one is made of the mail (Microsoft Entra, Properties of a B2B
    /// collaboration user).</summary>
    public static Person Guest(Guid objectId, string mail, string domain, string displayName) =>
        new(objectId, $"{mail.Replace('@', '_')}#EXT#@{domain}", displayName) { Email = mail };
}
