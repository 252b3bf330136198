using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Sentinel's owner: a directory object of which any member may be missing.</summary>
internal static class SentinelOwner
{
    /// <summary>The owner: nobody when all members are absent, unknown when a member is not text.</summary>
    public static Reading Read(JsonElement owner) => owner.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => new Seen<Owner>(Owner.Nobody),
        JsonValueKind.Object when owner.HasTextOrNothing("objectId", "userPrincipalName", "email", "assignedTo", "ownerType") =>
            new Seen<Owner>(Known(owner)),
        _ => new Unknown(owner.GetRawText()),
    };

    /// <summary>
    /// Sets the owner of a document. An owner who is already there keeps what the workspace has added: the display name and the kind of
    /// object.
    /// </summary>
    /// <param name="properties">The incident's properties.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="before">The owner that was read from this document; null when there was no document.</param>
    public static void Set(JsonObject properties, Owner owner, Reading? before)
    {
        var isThere = before is Seen<Owner> there && !owner.IsNobody && AllFields.Owner.Same(there, new Seen<Owner>(owner));
        var json = isThere && properties["owner"] is JsonObject known ? known : new JsonObject
        {
            ["objectId"] = null,
            ["userPrincipalName"] = null,
            ["email"] = null,
            ["assignedTo"] = null,
        };
        SetText(json, "objectId", owner.ObjectId);
        SetText(json, "userPrincipalName", owner.UserPrincipalName);
        SetText(json, "email", owner.Email);
        SetText(json, "assignedTo", owner.Text);
        SetText(json, "ownerType", owner.IsGroup ? "Group" : "");
        properties["owner"] = json;
    }

    private static Owner Known(JsonElement owner)
    {
        var known = Owner.InSentinel(
            owner.Text("objectId"),
            owner.Text("userPrincipalName"),
            owner.Text("email"),
            string.Equals(owner.Text("ownerType"), "Group", StringComparison.OrdinalIgnoreCase));
        return known.IsNobody ? known with { Text = owner.Text("assignedTo") } : known;
    }

    private static void SetText(JsonObject json, string member, string text)
    {
        if (text.Length > 0)
        {
            json[member] = text;
        }
    }
}
