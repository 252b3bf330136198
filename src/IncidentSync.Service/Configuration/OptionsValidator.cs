using System.Net;

namespace IncidentSync.Service.Configuration;

/// <summary>Says everything that is wrong with a configuration at once: where it is, what is wrong, what to do.</summary>
internal static class OptionsValidator
{
    /// <summary>Every error, in the order of the file; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(IncidentSyncOptions options)
    {
        var errors = new Errors();
        ValidateStore(options.Store, errors.At("Store"));
        ValidateBus(options.Bus, errors.At("Bus"));
        ValidateAdmin(options.Admin, [.. options.Connections.Select(connection => connection.Name)], errors.At("Admin"));
        MarkerValidator.Validate(options.Marker, errors.At("Marker"));
        ValidateQuota(options.Quota, errors.At("Quota"));
        ValidateConnections(options.Connections, errors.At("Connections"));
        SiemValidator.Validate(options.Siem, [.. options.Connections.Select(connection => connection.Name)], errors.At("Siem"));
        return errors.All;
    }

    /// <summary>What is wrong for <c>migrate</c>, which uses the database and nothing else.</summary>
    public static IReadOnlyList<string> ValidateMigration(IncidentSyncOptions options)
    {
        var errors = new Errors();
        ValidateReach(options.Store, errors.At("Store"), options.Store.ConnectionString + options.Store.MigrationConnectionString);
        return errors.All;
    }

    private static void ValidateReach(StoreOptions store, Errors errors, string given)
    {
        errors.ConnectionString("ConnectionString", store.ConnectionString);
        errors.ConnectionString("MigrationConnectionString", store.MigrationConnectionString);
        if (given.Length == 0)
        {
            errors.Required("DataDirectory", store.DataDirectory, "the service's own PostgreSQL keeps its data there");
        }
    }

    private static void ValidateStore(StoreOptions store, Errors errors)
    {
        ValidateReach(store, errors, store.ConnectionString);
        if (store.ConnectionString.Length == 0)
        {
            errors.When(store.MigrationConnectionString.Length > 0, "MigrationConnectionString",
                "is given without ConnectionString; give both or neither");
        }
    }

    private static void ValidateBus(BusOptions bus, Errors errors)
    {
        if (errors.OneOf("Transport", bus.Transport, "InMemory", "RabbitMq") && bus.IsRabbitMq)
        {
            errors.Required("RabbitMq:Host", bus.RabbitMq.Host, "the transport is RabbitMq");
            errors.Required("RabbitMq:Username", bus.RabbitMq.Username, "the transport is RabbitMq");
            errors.Required("RabbitMq:Password", bus.RabbitMq.Password, "the transport is RabbitMq");
            errors.When(bus.RabbitMq.Port == 0, "RabbitMq:Port", "is 0; RabbitMQ listens on 5672, or 5671 with TLS");
        }
    }

    private static void ValidateAdmin(AdminOptions admin, IReadOnlyCollection<string> connections, Errors errors)
    {
        foreach (var (network, index) in admin.KnownProxies.Select((network, index) => (network, index)))
        {
            errors.When(!IPNetwork.TryParse(network, out _), $"KnownProxies:{index}", "must be a network in CIDR notation like 10.0.0.0/8");
        }

        if (admin.Authority.Length + admin.Audience.Length + admin.AllowedTenants.Count + admin.Grants.Count == 0)
        {
            return;
        }

        errors.Required("Authority", admin.Authority, "Admin needs all three, or none to close the admin API");
        errors.Https("Authority", admin.Authority);
        errors.Required("Audience", admin.Audience, "Admin needs all three, or none to close the admin API");
        errors.When(admin.AllowedTenants.Count == 0, "AllowedTenants", "is empty; name the tenants whose tokens are accepted");
        foreach (var (tenant, index) in admin.AllowedTenants.Select((tenant, index) => (tenant, index)))
        {
            errors.Guid($"AllowedTenants:{index}", tenant);
        }

        GrantValidator.Validate(admin, connections, errors.At("Grants"));
    }

    private static void ValidateQuota(QuotaOptions quota, Errors errors)
    {
        errors.Budget("GraphPerMinute", quota.GraphPerMinute);
        errors.Budget("ArmReadsPerTenSeconds", quota.ArmReadsPerTenSeconds);
        errors.Budget("IncidentPutsPerFiveMinutes", quota.IncidentPutsPerFiveMinutes);
        errors.Budget("CommentPutsPerFiveMinutes", quota.CommentPutsPerFiveMinutes);
        errors.Budget("CommentReadsPerFiveMinutes", quota.CommentReadsPerFiveMinutes);
    }

    private static void ValidateConnections(List<ConnectionOptions> connections, Errors errors)
    {
        errors.When(connections.Count == 0, "", "is empty; a connection is one Defender tenant and one Sentinel workspace (see README)");
        foreach (var (connection, index) in connections.Select((connection, index) => (connection, index)))
        {
            ConnectionValidator.Validate(connection, errors.At(index.ToString()));
        }

        foreach (var name in connections.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            errors.When(true, "", $"has {name.Count()} connections named '{name.Key}'; names are unique, ignoring case");
        }

        foreach (var twice in connections.GroupBy(PairOf, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Key.Length > PairOf(new()).Length && group.Count() > 1))
        {
            errors.When(
                true,
                "",
                $"names the same tenant and workspace {twice.Count()} times ({string.Join(", ", twice.Select(c => c.Name))}); "
                + "once is enough");
        }
    }

    private static string PairOf(ConnectionOptions connection) =>
        string.Join('/', connection.Defender.TenantId, connection.Sentinel.SubscriptionId,
            connection.Sentinel.ResourceGroup, connection.Sentinel.Workspace);
}
