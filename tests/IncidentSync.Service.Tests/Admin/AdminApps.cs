using System.Collections.Immutable;
using IncidentSync.Simulator.Entra;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>The applications that call the admin API.</summary>
internal static class AdminApps
{
    public const string Secret = "admin-test-secret";

    public static readonly AppRegistration Reader = App("a1", "IncidentSync.Read");

    public static readonly AppRegistration Operator = App("a2", "IncidentSync.Operate");

    public static readonly AppRegistration Nobody = App("a3");

    public static readonly ImmutableArray<AppRegistration> All = [Reader, Operator, Nobody];

    /// <summary>A tenant that is not allowed, whose app has every role.</summary>
    public static readonly Tenant Fabrikam = new("fabrikam", new Guid("fab21ca0-0000-4000-8000-000000000001")) { Apps = [Operator] };

    private static AppRegistration App(string suffix, params ImmutableArray<string> roles) =>
        new(new Guid($"ad317000-0000-4000-8000-0000000000{suffix}"), $"admin test {suffix}")
        {
            Secrets = [Secret],
            ApiRoles = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(AdminService.Audience, roles),
        };
}
