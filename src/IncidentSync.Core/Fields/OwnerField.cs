using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The owner. No directory is asked.</summary>
/// <remarks>
/// <code>
/// | from     | the owner is                             | written on the other portal            |
/// |----------|------------------------------------------|----------------------------------------|
/// | either   | nobody                                   | nobody                                 |
/// | either   | the one that the other portal already has | what it has                           |
/// | Defender | a text in Owners                         | that entry                             |
/// | Defender | a text with one @                        | { userPrincipalName }                  |
/// | Defender | any other text                           | held: unmapped                         |
/// | Sentinel | a user with a userPrincipalName          | that; a guest's yields to the mail     |
/// | Sentinel | a user with an email only                | that                                   |
/// | Sentinel | in Owners by object id (groups only so)  | that entry's text                      |
/// | Sentinel | any other                                | held: unmapped                         |
///
/// | both sides of a comparison show          | they are the same owner when                        |
/// |------------------------------------------|-----------------------------------------------------|
/// | an object id                             | the object ids are equal: a rename is no edit       |
/// | a sign-in name or a mail                 | any name of one equals any name of the other        |
/// | none of these in common                  | every member is equal                               |
/// </code>
/// A workspace completes an owner that it is given by mail from its directory, also seconds later and by itself: the object id, and a
/// guest's sign-in name, <c>name_domain#EXT#@tenant</c>, which names the same mail (Microsoft Entra B2B collaboration user properties).
/// </remarks>
public sealed class OwnerField : Register<Owner>
{
    private const string GuestMark = "#EXT#";

    /// <inheritdoc/>
    public override string Name => "owner";

    /// <inheritdoc/>
    public override IReadOnlyList<ConflictPolicy> Policies { get; } =
        [ConflictPolicy.Newest, ConflictPolicy.Defender, ConflictPolicy.Sentinel, ConflictPolicy.Hold, ConflictPolicy.Off];

    internal override bool IsEmpty(Owner value) => value.IsNobody;

    internal override bool Same(Owner left, Owner right)
    {
        (left, right) = (Crosses(left), Crosses(right));
        return left.ObjectId.Length > 0 && right.ObjectId.Length > 0
            ? SameText(left.ObjectId, right.ObjectId)
            : Names(left).Any() && Names(right).Any()
                ? Names(left).Intersect(Names(right), StringComparer.OrdinalIgnoreCase).Any()
                : left.IsNobody == right.IsNobody && SameText(left.Text, right.Text) && SameText(left.ObjectId, right.ObjectId)
                    && SameText(left.UserPrincipalName, right.UserPrincipalName) && SameText(left.Email, right.Email);
    }

    internal override Projection<Owner> Project(Owner value, Portal onto, Seen<Owner>? heldThere, FieldRules rules)
    {
        if (value.IsNobody)
        {
            return new Projection<Owner>.Fits(Owner.Nobody);
        }

        var mapped = onto == Portal.Sentinel ? ToSentinel(Crosses(value), rules.Owners) : ToDefender(Crosses(value), rules.Owners);
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

    // An owner of whose name nothing crosses names nobody, and does not unassign anybody either.
    private static Owner Crosses(Owner owner) => owner with
    {
        Text = Crossing.Line(owner.Text),
        ObjectId = Crossing.Line(owner.ObjectId),
        UserPrincipalName = Crossing.Line(owner.UserPrincipalName),
        Email = Crossing.Line(owner.Email),
    };

    private static Owner? ToSentinel(Owner value, OwnerMap owners) =>
        owners.InSentinel(value.Text) ?? (value.Text.Count(c => c == '@') == 1 ? Owner.InSentinel("", value.Text.Trim()) : null);

    private static Owner? ToDefender(Owner value, OwnerMap owners) => value switch
    {
        { IsGroup: false, UserPrincipalName.Length: > 0 } when !IsGuest(value) => Owner.InDefender(value.UserPrincipalName),
        { IsGroup: false, Email.Length: > 0 } => Owner.InDefender(value.Email),
        { IsGroup: false, UserPrincipalName.Length: > 0 } => Owner.InDefender(MailOf(value.UserPrincipalName) ?? value.UserPrincipalName),
        _ => owners.InDefender(value.ObjectId) is { } text ? Owner.InDefender(text) : null,
    };

    // Every name that may identify Sentinel's owner. Defender's free text is not one.
    private static IEnumerable<string> Names(Owner owner) =>
        new[] { owner.UserPrincipalName, owner.Email, MailOf(owner.UserPrincipalName) ?? "" }.Where(name => name.Length > 0);

    private static bool IsGuest(Owner owner) => owner.UserPrincipalName.Contains(GuestMark, StringComparison.OrdinalIgnoreCase);

    // The last underscore stands for the mail's @: a domain has none.
    private static string? MailOf(string guest) =>
        guest.IndexOf(GuestMark, StringComparison.OrdinalIgnoreCase) is > 0 and var end && guest.LastIndexOf('_', end - 1) is > 0 and var at
            ? $"{guest[..at]}@{guest[(at + 1)..end]}"
            : null;

    private static bool SameText(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
