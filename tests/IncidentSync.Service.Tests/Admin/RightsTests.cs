using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>The rule alone: the token's role says what, the grants say where.</summary>
public sealed class RightsTests
{
    private const string Tenant = "c0de0000-0000-4000-8000-000000000001";
    private const string Other = "fab21ca0-0000-4000-8000-000000000001";
    private const string Me = "00000000-0000-4000-8000-00000000000a";

    /// <summary>What is held, what is needed.</summary>
    [Theory]
    [InlineData("Read", "Read")]
    [InlineData("Operate", "Read Operate")]
    [InlineData("Approve", "Read Approve")]
    [InlineData("Hint", "Hint")]
    public void A_role_includes(string held, string needed)
    {
        var included = Enum.GetValues<Role>().Where(role => Enum.Parse<Role>(held).Includes(role));
        string.Join(' ', included).ShouldBe(needed);
        included.ShouldBe(Enum.GetValues<Role>().Where(role => Allows([held], [], role)));
    }

    [Theory]
    [InlineData("", "Operate", "Read", false)]
    [InlineData("Read", null, "Read", true)]
    [InlineData("Read", "Read", "Read", true)]
    [InlineData("Read", "Operate", "Read", true)]
    [InlineData("Read", "Operate", "Operate", false)]
    [InlineData("Operate", null, "Operate", true)]
    [InlineData("Operate", "Read", "Operate", false)]
    [InlineData("Operate", "Read", "Read", true)]
    [InlineData("Operate", "Operate", "Operate", true)]
    [InlineData("Operate", "Approve", "Operate", false)]
    [InlineData("Approve", "Operate", "Read", true)]
    [InlineData("Hint", "Operate", "Read", false)]
    [InlineData("Operate", "Hint", "Read", false)]
    public void What_a_role_of_the_token_and_a_grant_allow_together(string held, string? granted, string needed, bool may) =>
        Allows(
            held.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            granted is null ? [] : [Of(GranteeKind.Tenant, Tenant, "", granted, "*")],
            Enum.Parse<Role>(needed)).ShouldBe(may);

    [Theory]
    [InlineData("User", Tenant, Me, true)]
    [InlineData("User", Tenant, "00000000-0000-4000-8000-00000000000A", true)]
    [InlineData("User", Other, Me, false)]
    [InlineData("User", Tenant, "00000000-0000-4000-8000-00000000000b", false)]
    [InlineData("Group", Tenant, "00000000-0000-4000-8000-0000000000f1", true)]
    [InlineData("Group", Other, "00000000-0000-4000-8000-0000000000f1", false)]
    [InlineData("Group", Tenant, Me, false)]
    [InlineData("App", Tenant, "00000000-0000-4000-8000-0000000000a1", true)]
    [InlineData("App", Other, "00000000-0000-4000-8000-0000000000a1", false)]
    [InlineData("App", Tenant, Me, false)]
    [InlineData("Tenant", Tenant, "", true)]
    [InlineData("Tenant", Other, "", false)]
    public void A_grant_is_for(string kind, string tenant, string id, bool expected) =>
        Allows(["Operate"], [Of(Enum.Parse<GranteeKind>(kind), tenant, id, "Operate", "contoso")], Role.Operate).ShouldBe(expected);

    [Theory]
    [InlineData("contoso", true)]
    [InlineData("CONTOSO", true)]
    [InlineData("cont*", true)]
    [InlineData("contoso*", true)]
    [InlineData("*", true)]
    [InlineData("cont", false)]
    [InlineData("contoso-eu", false)]
    [InlineData("contoso-*", false)]
    [InlineData("*oso", false)]
    [InlineData("", false)]
    public void A_grant_covers(string pattern, bool expected) =>
        Allows(["Read"], [Of(GranteeKind.Tenant, Tenant, "", "Read", pattern)], Role.Read).ShouldBe(expected);

    [Fact]
    public void Grants_add_up_connection_by_connection()
    {
        var rights = new Rights(
            [Of(GranteeKind.Tenant, Tenant, "", "Read", "*"), Of(GranteeKind.User, Tenant, Me, "Operate", "contoso")]);
        rights.Of(Bearer("Operate"), Role.Read, ["contoso", "fabrikam"]).ShouldBe(["contoso", "fabrikam"]);
        rights.Of(Bearer("Operate"), Role.Operate, ["contoso", "fabrikam"]).ShouldBe(["contoso"]);
    }

    private static bool Allows(string[] held, Grant[] grants, Role needed) => new Rights(grants).Allow(Bearer(held), needed, "contoso");

    private static Bearer Bearer(params string[] roles) => new(
        Tenant,
        Me,
        "00000000-0000-4000-8000-0000000000a1",
        [.. roles.Select(Enum.Parse<Role>)],
        ["00000000-0000-4000-8000-0000000000f0", "00000000-0000-4000-8000-0000000000f1"],
        false);

    private static Grant Of(GranteeKind kind, string tenant, string id, string role, string connection) =>
        new(kind, tenant, id, Enum.Parse<Role>(role), [connection]);
}
