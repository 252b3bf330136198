namespace IncidentSync.Core.Values;

/// <summary>
/// Who works on the incident, in one portal's form: Defender has one free text (Graph: incident resource type, assignedTo); Sentinel has a
/// directory object of which any member may be missing (Incidents - Create Or Update, owner).
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
    /// <param name="text">Defender's assignedTo; empty for nobody.</param>
    /// <returns>The owner.</returns>
    public static Owner InDefender(string text) => Nobody with { Text = text };

    /// <summary>Sentinel's form.</summary>
    /// <param name="objectId">The directory object's id; empty when not given.</param>
    /// <param name="userPrincipalName">The sign-in name; empty when not given.</param>
    /// <param name="email">The mail address; empty when not given.</param>
    /// <param name="isGroup">The object is a group; false for users and for what Sentinel calls Unknown.</param>
    /// <returns>The owner; nobody when all are empty.</returns>
    public static Owner InSentinel(string objectId, string userPrincipalName, string email = "", bool isGroup = false) =>
        new("", objectId, userPrincipalName, email, isGroup);

    /// <summary>Nobody works on it.</summary>
    public bool IsNobody => Text.Length + ObjectId.Length + UserPrincipalName.Length + Email.Length == 0;
}
