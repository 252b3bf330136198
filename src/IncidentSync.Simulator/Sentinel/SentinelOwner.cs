namespace IncidentSync.Simulator.Sentinel;

/// <summary>Whom an incident belongs to; every member null when it belongs to nobody.</summary>
internal sealed record SentinelOwner
{
    public static SentinelOwner Nobody { get; } = new();

    public string? ObjectId { get; init; }

    public string? Email { get; init; }

    public string? AssignedTo { get; init; }

    public string? UserPrincipalName { get; init; }

    /// <summary>User, Group or Unknown.</summary>
    public string? OwnerType { get; init; }

    public override string ToString() => UserPrincipalName ?? Email ?? AssignedTo ?? ObjectId ?? "";
}
