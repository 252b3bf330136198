namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>
/// What may not be installed is refused before anything is, with the value, why, and what to set instead: by the schema, and the worst of
/// it again by the templates, for a schema's checks can be skipped.
/// </summary>
public sealed class RefusalTests
{
    private const string Admin = "admin:\n  authority: https://login.microsoftonline.com/common/v2.0\n  audience: x\n";

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task No_image_is_refused(string flag) =>
        await RefusedAsync("image: { repository: '' }", flag, "repository", "say where the image is, such as");

    [Theory]
    [InlineData("tag: latest", "/image", "latest names another image tomorrow")]
    [InlineData("digest: sha256:abc", "/image/digest", "does not match pattern '^(sha256:[0-9a-f]{64})?$'")]
    [InlineData("digest: 1.2.3", "/image/digest", "sha256:")]
    public async Task A_tag_that_moves_and_a_digest_that_is_none_are_refused(string image, string value, string why) =>
        await RefusedAsync($"image: {{ {image} }}", "", value, why);

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task A_database_without_a_Secret_is_refused(string flag) => await RefusedAsync(
        "database: { existingSecret: '' }", flag, "database", "existingSecret", "name the Secret with the connection string");

    [Theory]
    [InlineData("database: { connectionString: Host=db }", "/database", "'connectionString' not allowed")]
    [InlineData("migration: { connectionString: Host=db }", "/migration", "'connectionString' not allowed")]
    [InlineData("bus: { rabbitmq: { password: canary } }", "/bus/rabbitmq", "'password' not allowed")]
    [InlineData("marker: { value: canary }", "/marker", "'value' not allowed")]
    [InlineData("marker: { keys: { a: { Key: canary } } }", "/marker/keys/a", "missing properties 'existingSecret', 'key'")]
    [InlineData("metrics: { otlp: { headers: canary } }", "/metrics/otlp", "'headers' not allowed")]
    [InlineData(
        "connections: { contoso: { Defender: { Credential: { Kind: ClientSecret, ClientSecret: canary } } } }",
        "/connections/contoso/Defender/Credential", "no secret stands in values; name the Secret that holds it")]
    [InlineData(
        "connectionDefaults: { Sentinel: { Credential: { Password: canary } } }",
        "/connectionDefaults/Sentinel/Credential", "no secret stands in values; name the Secret that holds it")]
    public async Task A_secret_as_a_value_is_refused(string values, string value, string why) =>
        (await RefusedAsync(values, "", value, why)).ShouldNotContain("canary");

    [Theory]
    [InlineData("IncidentSync__Store__ConnectionString", "Host=db")]
    [InlineData("incidentsync__bus__rabbitmq__password", "x")]
    [InlineData("IncidentSync__Connections__0__Defender__Credential__ClientSecret", "x")]
    [InlineData("IncidentSync__Marker__Key", "x")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "authorization=x")]
    [InlineData("ANY", "Host=db;Password=x")]
    public async Task A_secret_as_an_environment_variable_is_refused(string name, string value) => await RefusedAsync(
        $"extraEnv: [{{ name: {name}, value: '{value}' }}]", "",
        "/extraEnv/0", "valueFrom instead of value: a secret is taken from a Secret");

    [Fact]
    public async Task A_secret_that_an_environment_variable_takes_from_a_Secret_is_not() => (await Release.OfAsync(
        "extraEnv: [{ name: IncidentSync__Marker__Key, valueFrom: { secretKeyRef: { name: other, key: marker } } }]"))
        .SecretOf("IncidentSync__Marker__Key").ShouldBe("other/marker");

    [Theory]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("dotnet_system_globalization_invariant")]
    public async Task Invariant_globalization_is_refused(string name) => await RefusedAsync(
        $"extraEnv: [{{ name: {name}, value: '1' }}]", "", "/extraEnv/0", "without ICU the service would not know its own comments");

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task A_connection_that_does_not_say_whether_it_writes_is_refused(string flag) =>
        Refused(await Helm.TemplateWithoutAsync("Mode:", Flags(flag)), "contoso", "Mode", "say whether", "Observe does not, Sync does");

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task A_default_for_whether_connections_write_is_refused(string flag) =>
        await RefusedAsync("connectionDefaults: { Mode: Sync }", flag, "connectionDefaults", "Mode", "in each connection");

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task No_connection_at_all_is_refused(string flag) => Refused(
        await Helm.RenderAsync(
            ["--set", "image.repository=registry.contoso.com/incidentsync", "--set", "database.existingSecret=database", .. Flags(flag)]),
        "connections", "one Defender tenant and one Sentinel workspace");

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task Several_replicas_without_a_broker_are_refused(string flag) =>
        await RefusedAsync("replicaCount: 2", flag, "replicaCount", "bus.transport", "RabbitMq", "several replicas meet at a broker");

    [Theory]
    [InlineData("host: ''", "rabbitmq.host: the host name of the broker")]
    [InlineData("existingSecret: ''", "rabbitmq.existingSecret: the Secret with the user and password of the broker")]
    [InlineData("useTls: false", "the password would go in clear; give the broker a certificate")]
    public async Task A_broker_without_address_user_or_tls_is_refused(string wrong, string why) => await RefusedAsync(
        $"bus: {{ transport: RabbitMq, rabbitmq: {{ {Broker(wrong)} }} }}", "", "/bus", why);

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task A_client_secret_without_its_Secret_is_refused(string flag) => await RefusedAsync(
        "connections: { contoso: { Sentinel: { Credential: { Kind: ClientSecret, key: x } } } }", flag,
        "contoso", "Sentinel", "Credential", "the Secret with the client secret");

    [Theory]
    [InlineData("")]
    [InlineData("--skip-schema-validation")]
    public async Task A_certificate_without_its_Secret_is_refused(string flag) => await RefusedAsync(
        "connections: { contoso: { Defender: { Credential: { Kind: ClientCertificate } } } }", flag,
        "contoso", "Defender", "Credential", "the Secret with the certificate");

    [Fact]
    public async Task A_connection_without_a_credential_is_refused_where_there_is_no_workload_identity() => await RefusedAsync(
        "workloadIdentity: { enabled: false }", "", "connections.contoso.", "Credential is missing", "workloadIdentity.enabled is false");

    [Theory]
    [InlineData("Defender", "TenantId")]
    [InlineData("Defender", "ClientId")]
    [InlineData("Sentinel", "SubscriptionId")]
    [InlineData("Sentinel", "ResourceGroup")]
    [InlineData("Sentinel", "Workspace")]
    public async Task A_connection_that_does_not_say_between_what_is_refused(string portal, string setting) => Refused(
        await Helm.TemplateWithoutAsync($"{setting}:"),
        $"connections.contoso.{portal}.{setting} is missing", $"connectionDefaults.{portal}");

    [Theory]
    [InlineData("podSecurityContext: { runAsUser: 0 }", "/podSecurityContext/runAsUser", "want 1")]
    [InlineData("podSecurityContext: { runAsNonRoot: false }", "/podSecurityContext/runAsNonRoot", "must be true")]
    [InlineData("podSecurityContext: { runAsNonRoot: null }", "/podSecurityContext", "missing property 'runAsNonRoot'")]
    [InlineData("podSecurityContext: { seccompProfile: { type: Unconfined } }", "/podSecurityContext/seccompProfile", "'RuntimeDefault'")]
    [InlineData("securityContext: { runAsUser: 0 }", "/securityContext/runAsUser", "want 1")]
    [InlineData("securityContext: { readOnlyRootFilesystem: false }", "/securityContext/readOnlyRootFilesystem", "must be true")]
    [InlineData("securityContext: { allowPrivilegeEscalation: true }", "/securityContext/allowPrivilegeEscalation", "must be false")]
    [InlineData("securityContext: { privileged: true }", "/securityContext/privileged", "must be false")]
    [InlineData("securityContext: { capabilities: { drop: [] } }", "/securityContext/capabilities", "drop with ALL")]
    [InlineData("securityContext: { capabilities: { add: [NET_RAW] } }", "/securityContext/capabilities", "'add' not allowed")]
    public async Task A_pod_that_could_do_more_than_it_needs_is_refused(string values, string value, string why) =>
        await RefusedAsync(values, "", value, why);

    [Fact]
    public async Task A_stop_that_gets_less_time_than_it_takes_is_refused() =>
        await RefusedAsync("terminationGracePeriodSeconds: 59", "", "/terminationGracePeriodSeconds", "got 59, want 60");

    [Theory]
    [InlineData("host: a.contoso.com", "tlsSecret: the Secret with the certificate; the admin API is not shown in clear")]
    [InlineData("tlsSecret: tls", "host: the name that the admin API is called by")]
    public async Task An_ingress_without_a_certificate_or_a_name_is_refused(string given, string why) =>
        await RefusedAsync(
            $"{Admin}  allowedTenants: [c0de0000-0000-4000-8000-000000000001]\ningress: {{ enabled: true, {given} }}", "", "/ingress", why);

    [Fact]
    public async Task An_ingress_that_shows_a_closed_admin_api_is_refused() => await RefusedAsync(
        "ingress: { enabled: true, host: a.contoso.com, tlsSecret: tls }", "",
        "admin.authority, audience and allowedTenants: an ingress shows the admin API, and it is closed");

    [Theory]
    [InlineData("authority: https://login.microsoftonline.com/common/v2.0")]
    [InlineData("audience: x")]
    [InlineData("allowedTenants: [c0de0000-0000-4000-8000-000000000001]")]
    [InlineData("grants: [{ Who: { Kind: Tenant, TenantId: c0de0000-0000-4000-8000-000000000001 }, Role: Read, Connections: ['*'] }]")]
    public async Task An_admin_api_that_is_given_in_part_is_refused(string part) =>
        await RefusedAsync($"admin: {{ {part} }}", "", "/admin", "authority, audience and allowedTenants together");

    [Fact]
    public async Task An_admin_api_for_several_tenants_without_grants_is_refused() => await RefusedAsync(
        $"{Admin}  allowedTenants: [c0de0000-0000-4000-8000-000000000001, fab21ca0-0000-4000-8000-000000000001]", "",
        "/admin", "grants: tokens of several tenants are taken");

    [Theory]
    [InlineData("security: { strict: true }", "tls.existingSecret: security.strict refuses to listen in clear")]
    [InlineData(
        "{ security: { strict: true }, metrics: { otlp: { endpoint: 'http://collector:4317' } } }",
        "metrics.otlp.endpoint with https: security.strict refuses to send metrics in clear")]
    public async Task What_strictness_would_refuse_in_the_pod_is_refused_before(string values, string why) =>
        await RefusedAsync(values, "", why);

    [Theory]
    [InlineData("-contoso")]
    [InlineData("con_toso")]
    [InlineData("c123456789c123456789c123456789c123456789c123456789c123456789cccc")]
    public async Task A_name_of_a_connection_that_the_service_refuses_is_refused(string name) =>
        await RefusedAsync(
            $"connections: {{ '{name}': {{ Mode: Observe }} }}", "", "/connections", $"'{name}'", "1 to 63 letters, digits or hyphens");

    [Fact]
    public async Task Two_names_of_connections_that_differ_by_case_only_are_refused() =>
        await RefusedAsync("connections: { Contoso: { Mode: Observe } }", "", "connections.contoso is there twice", "ignoring case");

    [Theory]
    [InlineData("replicas: 2", "", "'replicas' not allowed")]
    [InlineData("image: { Tag: x }", "/image", "'Tag' not allowed")]
    [InlineData("connections: { contoso: { mode: Sync } }", "/connections/contoso", "'mode' not allowed")]
    [InlineData("connections: { contoso: { Filter: { MinSeverty: High } } }", "/connections/contoso/Filter", "'MinSeverty' not allowed")]
    [InlineData("connections: { contoso: { Owners: [{ Defender: a, Sentinel: { Upn: b } }] } }", "/Owners/0/Sentinel", "'Upn' not allowed")]
    [InlineData("connections: { contoso: { Policy: { stauts: open } } }", "/connections/contoso/Policy", "'stauts' not allowed")]
    [InlineData("connections: { contoso: { Policy: { tags: newest } } }", "/Policy/tags", "value must be one of 'merge', 'hold', 'off'")]
    [InlineData("connections: { contoso: { Brake: { Least: 1 } } }", "/connections/contoso/Brake", "'Least' not allowed")]
    [InlineData("connections: { contoso: { Timing: { lease: '00:02:00' } } }", "/connections/contoso/Timing", "'lease' not allowed")]
    [InlineData("connections: { contoso: { Backfill: 7d } }", "/connections/contoso/Backfill", "'7d' does not match pattern")]
    [InlineData("connections: { contoso: { Mode: Write } }", "/connections/contoso/Mode", "'Observe', 'Sync', 'Paused'")]
    public async Task A_misspelt_value_or_setting_is_refused(string values, string value, string why) =>
        await RefusedAsync(values, "", value, why);

    [Theory]
    [InlineData("Policy: { comments: off }", "the policy in quotes, for YAML reads off as false")]
    [InlineData("Native: On", "Native: put it in quotes, for YAML reads On and Off as true and false")]
    public async Task A_word_that_yaml_reads_as_another_is_explained(string setting, string why) =>
        await RefusedAsync($"connections: {{ contoso: {{ {setting} }} }}", "", "/connections/contoso", why);

    private static string Broker(string wrong) => string.Join(
        ", ", new[] { "host: rabbit.contoso.com", "existingSecret: broker" }.Where(line => line.Split(':')[0] != wrong.Split(':')[0])
            .Append(wrong));

    private static string[] Flags(string flag) => flag.Length > 0 ? [flag] : [];

    private static async Task<string> RefusedAsync(string values, string flag, params string[] words) =>
        Refused(await Helm.TemplateAsync(values, Flags(flag)), words);

    private static string Refused(Ended ended, params string[] words)
    {
        ended.Code.ShouldNotBe(0, "It was rendered.");
        words.ShouldAllBe(word => ended.Error.Contains(word), ended.Error);
        return ended.Error;
    }
}
