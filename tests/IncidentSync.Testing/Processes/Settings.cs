using System.Text.Json;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Testing.Processes;

/// <summary>A configuration that is right, to be made wrong one setting at a time. Names are paths below <c>IncidentSync</c>.</summary>
internal sealed class Settings
{
    /// <summary>Of the one connection.</summary>
    public static readonly LinkIdentity Identity = new(
        "c0de0000-0000-4000-8000-000000000001", "5ab50000-0000-4000-8000-000000000001", "contoso-soc", "contoso-sentinel");

    private readonly Dictionary<string, object?> _values = new()
    {
        ["Store:ConnectionString"] = "Host=127.0.0.1;Database=incidentsync;Username=incidentsync",
        ["Bus:RabbitMq:Host"] = "rabbit",
        ["Bus:RabbitMq:Username"] = "incidentsync",
        ["Bus:RabbitMq:Password"] = "a password",
        ["Bus:Transport"] = "RabbitMq",
        ["Admin:Authority"] = "https://login.microsoftonline.com/contoso/v2.0",
        ["Admin:Audience"] = "api://incidentsync",
        ["Admin:AllowedTenants:0"] = "c0de0000-0000-4000-8000-000000000001",
        ["Marker:Key"] = Convert.ToBase64String(new byte[32]),
        ["Connections:0:Name"] = "contoso",
        ["Connections:0:Defender:TenantId"] = "c0de0000-0000-4000-8000-000000000001",
        ["Connections:0:Defender:ClientId"] = "5a7e0f3c-0000-4000-8000-0000000000a1",
        ["Connections:0:Defender:Credential:Kind"] = "ClientSecret",
        ["Connections:0:Defender:Credential:ClientSecret"] = "a secret",
        ["Connections:0:Sentinel:TenantId"] = "c0de0000-0000-4000-8000-000000000001",
        ["Connections:0:Sentinel:ClientId"] = "5a7e0f3c-0000-4000-8000-0000000000a1",
        ["Connections:0:Sentinel:Credential:Kind"] = "ClientSecret",
        ["Connections:0:Sentinel:Credential:ClientSecret"] = "a secret",
        ["Connections:0:Sentinel:SubscriptionId"] = "5ab50000-0000-4000-8000-000000000001",
        ["Connections:0:Sentinel:ResourceGroup"] = "contoso-soc",
        ["Connections:0:Sentinel:Workspace"] = "contoso-sentinel",
        ["Connections:0:Owners:0:Defender"] = "soc-tier2",
        ["Connections:0:Owners:0:Sentinel:ObjectId"] = "9700a900-0000-4000-8000-000000000001",
    };

    /// <summary>The same with another value; null takes the setting away.</summary>
    public Settings With(string setting, object? value)
    {
        if (value is null)
        {
            _values.Remove(setting);
        }
        else
        {
            _values[setting] = value;
        }

        return this;
    }

    /// <summary>Several at once: "Bus:Transport=Kafka; Marker:KeyId=".</summary>
    public Settings With(string assignments)
    {
        foreach (var assignment in assignments.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            With(assignment[..assignment.IndexOf('=')], assignment[(assignment.IndexOf('=') + 1)..]);
        }

        return this;
    }

    /// <summary>The first connection again, in the second place.</summary>
    public Settings WithSecondConnection() => WithConnection(1);

    /// <summary>The same in any place.</summary>
    public Settings WithConnection(int place)
    {
        foreach (var (setting, value) in _values.Where(pair => pair.Key.StartsWith("Connections:0:", StringComparison.Ordinal)).ToList())
        {
            With(setting.Replace("Connections:0:", $"Connections:{place}:", StringComparison.Ordinal), value);
        }

        return this;
    }

    /// <summary>The product on these portals and that database, in a hurry.</summary>
    public Settings For(SimulatorHost simulator, string connectionString) => With("Store:ConnectionString", connectionString)
        .With("Bus:Transport=InMemory; Connections:0:Timing:CallTimeout=00:00:30")
        .With("Quota:GraphPerMinute=0; Quota:ArmReadsPerTenSeconds=0; Quota:IncidentPutsPerFiveMinutes=0")
        .With("Quota:CommentPutsPerFiveMinutes=0; Quota:CommentReadsPerFiveMinutes=0")
        .With("Connections:0:Defender:PollInterval=00:00:00.100; Connections:0:Defender:IdlePollInterval=00:00:00.100")
        .With("Connections:0:Sentinel:PollInterval=00:00:00.100; Connections:0:Sentinel:IdlePollInterval=00:00:00.100")
        .With("Connections:0:Defender:AuthorityHost", simulator.Authority)
            .With("Connections:0:Defender:GraphEndpoint", simulator.GraphEndpoint)
        .With("Connections:0:Sentinel:AuthorityHost", simulator.Authority).With("Connections:0:Sentinel:ArmEndpoint", simulator.ArmEndpoint)
        .With("Connections:0:Defender:Credential:ClientSecret", Contoso.Secret)
            .With("Connections:0:Sentinel:Credential:ClientSecret", Contoso.Secret);

    /// <summary>The first connection streams its alerts, in a hurry.</summary>
    public Settings Streaming(SimulatorHost simulator) => With("Connections:0:Stream:Endpoint", simulator.IngestionEndpoint)
        .With("Connections:0:Stream:RuleId", CollectionRule.DefaultId(Contoso.Workspace))
        .With("Connections:0:Stream:Linger=00:00:00")
        .With("Connections:0:Alerts:PollInterval=00:00:00.200; Connections:0:Alerts:IdlePollInterval=00:00:00.200")
        .With("Connections:0:Stream:CommentInterval=00:00:00");

    /// <summary>The options as the process reads them.</summary>
    public IncidentSyncOptions ToOptions()
    {
        var file = Write();
        var (_, options, errors, _) = ConfigurationFile.Read(file);
        File.Delete(file);
        errors.ShouldBeEmpty();
        return options;
    }

    /// <summary>A file with these settings.</summary>
    public string Write()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, ToJson());
        return file;
    }

    // A slash leads out of the product's own section.
    public string ToJson() => JsonSerializer.Serialize(
        _values.ToDictionary(pair => pair.Key[0] == '/' ? pair.Key[1..] : $"IncidentSync:{pair.Key}", pair => pair.Value));
}
