using System.Text.Json.Nodes;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>
/// Who may do what where the configuration has grants: Fabrikam's people work on "contoso" alone, and "quiet" is another customer's.
/// </summary>
internal static class Granted
{
    /// <summary>Whose app may operate "quiet".</summary>
    public const string Insider = "a9900000-0000-4000-8000-000000000001";

    /// <summary>Whose app may operate "contoso", and nothing else.</summary>
    public const string Outsider = "a9900000-0000-4000-8000-000000000002";

    /// <summary>The group that may operate "quiet".</summary>
    public const string Group = "a9900000-0000-4000-8000-000000000003";

    /// <summary>Whoever may only read what begins with "qui".</summary>
    public const string Reader = "a9900000-0000-4000-8000-000000000004";

    private static readonly string Contoso = IncidentSync.Simulator.Worlds.Contoso.Tenant.Id.ToString();
    private static readonly string Fabrikam = AdminApps.Fabrikam.Id.ToString();

    public static AdminOptions Options(Uri authority) => new()
    {
        Authority = authority.AbsoluteUri,
        Audience = AdminService.Audience,
        AllowedTenants = [Contoso, Fabrikam],
        Grants =
        [
            Of("App", Contoso, Insider, "Operate", "quiet"),
            Of("App", Contoso, Outsider, "Operate", "contoso"),
            Of("Group", Contoso, Group, "Operate", "QUIET"),
            Of("User", Contoso, Reader, "Read", "qui*"),
            Of("Tenant", Fabrikam, "", "Operate", "contoso"),
        ],
    };

    public static string InsiderToken(this Tokens tokens) => tokens.App(("azp", Insider));

    public static string OutsiderToken(this Tokens tokens) => tokens.App(("azp", Outsider));

    public static string MemberToken(this Tokens tokens, params string[] groups) => tokens.Person(
        "IncidentSync.Operate", ("groups", new JsonArray([.. groups.Select(group => (JsonNode)group)])));

    public static string ReaderToken(this Tokens tokens, string role = "IncidentSync.Operate") => tokens.Person(role, ("oid", Reader));

    public static string FabrikamToken(this Tokens tokens, Uri authority) => tokens.Person(
        "IncidentSync.Operate", ("tid", Fabrikam), ("iss", $"{authority.GetLeftPart(UriPartial.Authority)}/{Fabrikam}/v2.0"));

    private static GrantOptions Of(string kind, string tenant, string id, string role, string connection) => new()
    {
        Who = new GranteeOptions { Kind = kind, TenantId = tenant, Id = id }, Role = role, Connections = [connection],
    };
}
