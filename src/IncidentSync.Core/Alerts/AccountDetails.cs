namespace IncidentSync.Core.Alerts;

/// <summary>A user's account.</summary>
public sealed record AccountDetails
{
    /// <summary><c>accountName</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>domainName</c>.</summary>
    public string Domain { get; init; } = "";

    /// <summary><c>userPrincipalName</c>.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary><c>userSid</c>.</summary>
    public string Sid { get; init; } = "";

    /// <summary><c>azureAdUserId</c>.</summary>
    public string ObjectId { get; init; } = "";

    /// <summary>The name with its domain before it where there is one.</summary>
    public string FullName => Domain.Length > 0 ? $@"{Domain}\{Name}" : Name;
}
