namespace IncidentSync.Core.Incidents;

/// <summary>
/// Who works on the incident, as one portal says it: Defender has one free text; Sentinel has a directory object of which any member may
/// be missing.
/// </summary>
/// <param name="Text">Defender's assignedTo; empty in Sentinel.</param>
/// <param name="ObjectId">Sentinel: the directory object's id; empty when not given.</param>
/// <param name="UserPrincipalName">Sentinel: the sign-in name; empty when not given.</param>
/// <param name="Email">Sentinel: the mail address; empty when not given.</param>
/// <param name="IsGroup">Sentinel: the owner is a group.</param>
public sealed record Owner(string Text, string ObjectId, string UserPrincipalName, string Email, bool IsGroup)
{
    /// <summary>Unassigned.</summary>
    public static readonly Owner Nobody = new("", "", "", "", false);

    /// <summary>Defender's form.</summary>
    public static Owner InDefender(string text) => Nobody with { Text = text };

    /// <summary>Sentinel's form.</summary>
    public static Owner InSentinel(string objectId, string userPrincipalName, string email = "", bool isGroup = false) =>
        new("", objectId, userPrincipalName, email, isGroup);

    /// <summary>Nobody works on it.</summary>
    public bool IsNobody => Text.Length + ObjectId.Length + UserPrincipalName.Length + Email.Length == 0;
}
