using System.Runtime.Versioning;
using IncidentSync.Service.Configuration;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>What a configuration leaves open is said, and refused by who asked for that.</summary>
public sealed class ExposureTests
{
    private const string ElsewhereInClear = "Store:ConnectionString=Host=db.contoso.com;Username=incidentsync";

    public static TheoryData<string, string> Open => new()
    {
        { ElsewhereInClear, "IncidentSync:Store:ConnectionString" },
        { "Store:ConnectionString=Host=10.0.0.1,127.0.0.1;SSL Mode=Prefer", "IncidentSync:Store:ConnectionString" },
        { "Store:MigrationConnectionString=Host=db.contoso.com;SSL Mode=Disable", "IncidentSync:Store:MigrationConnectionString" },
        { "Bus:RabbitMq:UseTls=false", "IncidentSync:Bus:RabbitMq:UseTls" },
        { "Bus:RabbitMq:Host=127.0.0.1; Bus:RabbitMq:Username=guest", "IncidentSync:Bus:RabbitMq:Username" },
        { "/urls=http://+:8080", "ASPNETCORE_URLS" },
        { "/urls=http://127.0.0.1:8081;http://10.0.0.1:8080", "ASPNETCORE_URLS" },
        { "/Kestrel:Endpoints:Clear:Url=http://*:8080", "Kestrel:Endpoints:Clear:Url" },
        { "/OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT" },
        { "/OTEL_METRICS_EXPORTER=prometheus; /OTEL_EXPORTER_PROMETHEUS_HOST=+", "OTEL_EXPORTER_PROMETHEUS_HOST" },
    };

    public static TheoryData<string> Closed =>
    [
        "Store:ConnectionString=Host=db.contoso.com;SSL Mode=VerifyFull",
        "Store:ConnectionString=Host=/var/run/postgresql",
        "Store:ConnectionString=Host=127.0.0.1",
        "Store:ConnectionString=Host=::1",
        "Bus:RabbitMq:Host=localhost; Bus:RabbitMq:UseTls=false",
        "Bus:Transport=InMemory; Bus:RabbitMq:Username=guest; Bus:RabbitMq:UseTls=false",
        "/urls=http://127.0.0.1:8080",
        "/urls=http://[::1]:8080",
        "/urls=http://unix:/run/incidentsync.sock",
        "/OTEL_EXPORTER_OTLP_ENDPOINT=https://collector.contoso.com",
        "/OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317",
        "/OTEL_METRICS_EXPORTER=none; /OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317",
        "/OTEL_METRICS_EXPORTER=prometheus",
    ];

    [Theory]
    [MemberData(nameof(Open))]
    public void A_line_that_leaves_the_machine_in_clear_is_said_and_refused_when_strict(string assignments, string setting)
    {
        var said = Read(assignments);
        said.Errors.ShouldBeEmpty();
        said.Exposures.Select(exposure => exposure.Setting).ShouldBe([setting]);
        Read($"{assignments}; Security:Strict=true").Errors.ShouldHaveSingleItem().ShouldStartWith(setting);
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public void What_stays_on_the_machine_or_is_encrypted_is_neither(string assignments)
    {
        var read = Read($"{assignments}; Security:Strict=true");
        (read.Errors, read.Exposures.Select(exposure => $"{exposure}")).ShouldSatisfyAllConditions(
            both => both.Errors.ShouldBeEmpty(), both => both.Item2.ShouldBeEmpty());
    }

    [Fact]
    public void A_database_whose_certificate_nobody_looks_at_is_said_and_not_refused()
    {
        var read = Read("Store:ConnectionString=Host=db.contoso.com;SSL Mode=Require; Security:Strict=true");
        read.Errors.ShouldBeEmpty();
        read.Exposures.ShouldHaveSingleItem().What.ShouldContain("VerifyFull");
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead, 0)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, 0)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, 1)]
    [UnsupportedOSPlatform("windows")]
    public void A_file_with_secrets_that_everybody_may_read_is_one(UnixFileMode mode, int exposures)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var file = Quiet("").Write();
        File.SetUnixFileMode(file, mode | UnixFileMode.UserWrite);
        ConfigurationFile.Read(file).Exposures.Count(exposure => exposure.Setting == "--config").ShouldBe(exposures);
        File.Delete(file);
    }

    [Theory]
    [InlineData("/urls=ftp://+:21", "ASPNETCORE_URLS must name")]
    [InlineData("/urls=nonsense", "ASPNETCORE_URLS must name")]
    [InlineData("/urls=https://+:8443", "Kestrel:Certificates:Default:Path is missing")]
    [InlineData("/urls=https://+:8443; /Kestrel:Certificates:Default:Path=/no/such.pem", "Kestrel:Certificates:Default:Path cannot")]
    [InlineData("/Kestrel:Endpoints:One:Url=nonsense", "Kestrel:Endpoints:One:Url must be")]
    public void An_address_that_cannot_be_listened_on_is_an_error_in_the_list(string assignments, string error) =>
        Read(assignments).Errors.ShouldContain(line => line.StartsWith(error, StringComparison.Ordinal));

    private static ReadConfiguration Read(string assignments)
    {
        var file = Quiet(assignments).Write();
        var read = ConfigurationFile.Read(file);
        File.Delete(file);
        return read;
    }

    private static Settings Quiet(string assignments) =>
        new Settings().With("Bus:RabbitMq:UseTls", "true").With("Store:ConnectionString", "Host=/var/run/postgresql").With(assignments);
}
