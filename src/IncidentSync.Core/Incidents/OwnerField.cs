using System.Text.Json.Nodes;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Core.Incidents;

/// <summary>The owner. No directory is asked.</summary>
/// <remarks>
/// <code>
/// | from     | the owner is                             | written on the other portal            |
/// |----------|------------------------------------------|----------------------------------------|
/// | either   | nobody                                   | nobody                                 |
/// | either   | whom the other portal already names      | what it has                            |
/// | Defender | a text in Owners                         | that entry                             |
/// | Defender | a text with one @                        | { userPrincipalName }                  |
/// | Defender | any other text                           | held: unmapped                         |
/// | Sentinel | a user with a userPrincipalName          | that                                   |
/// | Sentinel | a user with an email only                | that                                   |
/// | Sentinel | in Owners by object id (groups only so)  | that entry's text                      |
/// | Sentinel | any other                                | held: unmapped                         |
/// </code>
/// </remarks>
public sealed class OwnerField : Register<Owner>
{
    /// <inheritdoc/>
    public override string Name => "owner";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } =
        [ConflictPolicy.Newest, ConflictPolicy.Defender, ConflictPolicy.Sentinel, ConflictPolicy.Hold, ConflictPolicy.Off];

    internal override bool IsEmpty(Owner value) => value.IsNobody;

    /// <summary>A renamed user is the same owner: the object id is the identity where both sides of the comparison have one.</summary>
    internal override bool Same(Owner left, Owner right) =>
        left.ObjectId.Length > 0 && right.ObjectId.Length > 0
            ? SameText(left.ObjectId, right.ObjectId)
            : left.UserPrincipalName.Length > 0 && right.UserPrincipalName.Length > 0
                ? SameText(left.UserPrincipalName, right.UserPrincipalName)
                : left.Email.Length > 0 && right.Email.Length > 0
                    ? SameText(left.Email, right.Email)
                    : left.IsNobody == right.IsNobody && SameText(left.Text, right.Text) && SameText(left.ObjectId, right.ObjectId)
                        && SameText(left.UserPrincipalName, right.UserPrincipalName) && SameText(left.Email, right.Email);

    internal override Projection<Owner> Project(Owner value, Portal onto, Seen<Owner>? heldThere, SyncRules rules)
    {
        if (value.IsNobody)
        {
            return new Projection<Owner>.Fits(Owner.Nobody);
        }

        var mapped = onto == Portal.Sentinel ? ToSentinel(value, rules.Owners) : ToDefender(value, rules.Owners);
        return mapped is null
            ? new Projection<Owner>.Impossible(HoldReason.UnmappedOwner)
            : new Projection<Owner>.Fits(heldThere is { } held && Same(held.Value, mapped) ? held.Value : mapped);
    }

    internal override JsonNode Encode(Owner value)
    {
        var json = new JsonObject();
        Add("text", value.Text);
        Add("objectId", value.ObjectId);
        Add("userPrincipalName", value.UserPrincipalName);
        Add("email", value.Email);
        Add("group", value.IsGroup ? "yes" : "");
        return json;

        void Add(string name, string text)
        {
            if (text.Length > 0)
            {
                json[name] = text;
            }
        }
    }

    internal override Owner Decode(JsonNode json)
    {
        return new(Get("text"), Get("objectId"), Get("userPrincipalName"), Get("email"), Get("group").Length > 0);

        string Get(string name) => json[name]?.GetValue<string>() ?? "";
    }

    private static Owner? ToSentinel(Owner value, OwnerMap owners) =>
        owners.InSentinel(value.Text) ?? (value.Text.Count(c => c == '@') == 1 ? Owner.InSentinel("", value.Text.Trim()) : null);

    private static Owner? ToDefender(Owner value, OwnerMap owners) => value switch
    {
        { IsGroup: false, UserPrincipalName.Length: > 0 } => Owner.InDefender(value.UserPrincipalName),
        { IsGroup: false, Email.Length: > 0 } => Owner.InDefender(value.Email),
        _ => owners.InDefender(value.ObjectId) is { } text ? Owner.InDefender(text) : null,
    };

    private static bool SameText(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
