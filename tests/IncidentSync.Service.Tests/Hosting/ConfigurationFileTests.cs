using IncidentSync.Service.Configuration;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The configuration is read whole, or everything that is wrong with it is said.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_right_configuration_has_no_errors() => Errors(new Settings()).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(WrongSettings.Rules), MemberType = typeof(WrongSettings))]
    public void Every_rule_names_its_setting(string wrong, string setting, string what)
    {
        var errors = Errors(new Settings().With(wrong));
        errors.ShouldHaveSingleItem().ShouldStartWith($"IncidentSync:{setting} {what}");
    }

    [Theory]
    [MemberData(nameof(WrongSettings.SettingCheck), MemberType = typeof(WrongSettings))]
    public void A_setting_that_does_not_fit_is_named_and_its_value_is_not(string setting, string what)
    {
        var errors = Errors(new Settings().With(setting, "canary"));
        errors.ShouldHaveSingleItem().ShouldStartWith($"IncidentSync:{setting} {what}");
        errors[0].ShouldNotContain("canary");
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var wrong = new Settings()
            .With("Connections:0:Defender:PollInterval=soon; Bus:Transport=Kafka; Stoer=x")
            .With("Connections:0:Sentinel:Workspace", null);
        Errors(wrong).Select(error => error.Split(' ')[0]).ShouldBe(
            [
                "IncidentSync:Stoer", "IncidentSync:Bus:Transport",
                "IncidentSync:Connections:0:Defender:PollInterval", "IncidentSync:Connections:0:Sentinel:Workspace",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Grants_are_read_and_every_error_in_them_comes_at_once()
    {
        const string grant = "Admin:Grants:0:";
        var right = $"{grant}Who:Kind=group; {grant}Who:TenantId=C0DE0000-0000-4000-8000-000000000001; "
            + $"{grant}Who:Id=9700a900-0000-4000-8000-000000000001; {grant}Role=operate; {grant}Connections:0=CONT*";
        Errors(new Settings().With(right)).ShouldBeEmpty();
        var wrong = Errors(new Settings().With($"{grant}Role=Admin; {grant}Who:Kind=Team; {grant}Who:Id=x"));
        wrong.Select(error => error.Split(' ')[0]).ShouldBe(
            new[] { "Who:Kind", "Who:TenantId", "Role", "Connections" }.Select(setting => $"IncidentSync:{grant}{setting}"));
    }

    [Fact]
    public void Grants_without_the_rest_of_Admin_open_nothing_and_are_an_error() => Errors(new Settings()
        .With("Admin:Authority", null).With("Admin:Audience", null).With("Admin:AllowedTenants:0", null).With("Admin:Grants:0:Role=Read"))
        .ShouldContain(error => error.StartsWith("IncidentSync:Admin:Authority is missing"));

    [Fact]
    public void A_wrong_value_in_one_connection_leaves_it_in_its_place()
    {
        var second = "Connections:1:Name=fabrikam; Connections:1:Sentinel:Workspace=other; Connections:1:Backfill=a week";
        File.WriteAllText(_file, new Settings().WithSecondConnection().With(second).ToJson());
        var (_, options, errors, _) = ConfigurationFile.Read(_file);
        errors.ShouldHaveSingleItem().ShouldStartWith("IncidentSync:Connections:1:Backfill ");
        options.Connections.Select(connection => connection.Name).ShouldBe(["contoso", "fabrikam"]);
    }

    [Fact]
    public void A_connection_has_a_name_and_a_pair_of_its_own()
    {
        var second = "Connections:1:Name=CONTOSO; Connections:1:Sentinel:Workspace=CONTOSO-sentinel";
        var errors = Errors(new Settings().WithSecondConnection().With(second));
        errors.Count.ShouldBe(2);
        errors.ShouldAllBe(error => error.StartsWith("IncidentSync:Connections "));
    }

    [Fact]
    public void No_error_repeats_what_may_be_a_secret()
    {
        string[] settings =
        [
            "Store:ConnectionString", "Marker:Key", "Marker:KeyId", "Admin:Authority", "Bus:Transport",
            .. new[] { "Defender:TenantId", "Defender:ClientId", "Defender:AuthorityHost", "Mode", "Native", "Policy:status", "Name" }
                .Select(setting => $"Connections:0:{setting}"),
        ];
        var errors = Errors(settings.Aggregate(new Settings(), (all, setting) => all.With(setting, "canary;=")));
        errors.Select(error => error.Split(' ')[0]).ShouldBe(settings.Select(setting => $"IncidentSync:{setting}"), ignoreOrder: true);
        errors.ShouldAllBe(error => !error.Contains("canary"));
    }

    [Theory]
    [InlineData("""{ "IncidentSync": { "Connections": [] } }""", "IncidentSync:Connections is empty")]
    [InlineData("{}", "IncidentSync:Connections is empty")]
    [InlineData("""{ "IncidentSync": { "Connections": [ { "Name": null } ] } }""", "IncidentSync:Connections is empty")]
    [InlineData(
        """{ "IncidentSync": { "Connections": [ { "Name": null, "Mode": "Sync", "Defender": { "AuthorityHost": null } } ] } }""",
        "IncidentSync:Connections:0:Name must be")]
    public void A_configuration_that_leaves_things_out_says_what(string json, string error) =>
        Read(json).ShouldContain(said => said.StartsWith(error));

    [Theory]
    [InlineData("{ \"IncidentSync\": {\n  \"Store\" }", "LineNumber: 1")]
    [InlineData("""{ "A": 1, "a": 2 }""", "'a'")]
    [InlineData("", "is not JSON")]
    public void What_is_not_json_is_told_with_its_place(string text, string told) => Read(text).ShouldHaveSingleItem().ShouldContain(told);

    [Fact]
    public void A_file_that_does_not_exist_is_told() =>
        ConfigurationFile.Read("/no/such/file.json").Errors.ShouldBe(["The configuration file '/no/such/file.json' does not exist."]);

    public void Dispose() => File.Delete(_file);

    private IReadOnlyList<string> Errors(Settings settings) => Read(settings.ToJson());

    private IReadOnlyList<string> Read(string json)
    {
        File.WriteAllText(_file, json);
        return ConfigurationFile.Read(_file).Errors;
    }
}
