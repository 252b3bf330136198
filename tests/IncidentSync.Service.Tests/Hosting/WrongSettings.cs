namespace IncidentSync.Service.Tests.Hosting;

/// <summary>Every way to be wrong: what is set, the setting that is named, and how the error begins.</summary>
public static class WrongSettings
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Connection = "Connections:0:";
    private const string Defender = "Connections:0:Defender:";
    private const string Sentinel = "Connections:0:Sentinel:";

    private const string Granted = "Admin:Grants:0:";

    public static TheoryData<string, string, string> Rules => new()
    {
        { "Store:ConnectionString=nonsense", "Store:ConnectionString", "is not a PostgreSQL" },
        { "Store:ConnectionString=Database=x", "Store:ConnectionString", "names no server" },
        { "Store:MigrationConnectionString=nonsense", "Store:MigrationConnectionString", "is not a PostgreSQL" },
        { "Store:ConnectionString=; Store:DataDirectory=", "Store:DataDirectory", "is missing" },
        { "Store:ConnectionString=; Store:MigrationConnectionString=Host=x", "Store:MigrationConnectionString", "is given without" },
        { "Bus:Transport=Kafka", "Bus:Transport", "must be one of InMemory, RabbitMq" },
        { "Bus:RabbitMq:Host=", "Bus:RabbitMq:Host", "is missing" },
        { "Bus:RabbitMq:Username=", "Bus:RabbitMq:Username", "is missing" },
        { "Bus:RabbitMq:Password=", "Bus:RabbitMq:Password", "is missing" },
        { "Bus:RabbitMq:Port=0", "Bus:RabbitMq:Port", "is 0" },
        { "Admin:Authority=", "Admin:Authority", "is missing" },
        { "Admin:Authority=http://login", "Admin:Authority", "must be an https address" },
        { "Admin:Audience=", "Admin:Audience", "is missing" },
        { "Admin:AllowedTenants:0=contoso", "Admin:AllowedTenants:0", "must be a GUID" },
        {
            "Admin:AllowedTenants:1=fab21ca0-0000-4000-8000-000000000001", "Admin:Grants",
            "is empty, but the API accepts tokens of several tenants"
        },
        { Grant("Who:Kind=Everybody"), $"{Granted}Who:Kind", "must be one of User, Group, App, Tenant" },
        { Grant("Who:Kind="), $"{Granted}Who:Kind", "must be one of User, Group, App, Tenant" },
        { Grant("Who:TenantId="), $"{Granted}Who:TenantId", "is missing" },
        { Grant("Who:TenantId=contoso"), $"{Granted}Who:TenantId", "must be a GUID" },
        { Grant("Who:TenantId=fab21ca0-0000-4000-8000-000000000001"), $"{Granted}Who:TenantId", "is not in AllowedTenants" },
        { Grant("Who:Id="), $"{Granted}Who:Id", "is missing" },
        { Grant("Who:Id=alice@contoso.com"), $"{Granted}Who:Id", "must be a GUID" },
        { Grant("Who:Kind=Tenant"), $"{Granted}Who:Id", "must be empty" },
        { Grant("Role=Admin"), $"{Granted}Role", "must be one of Read, Operate, Approve, Hint" },
        { Grant("Role="), $"{Granted}Role", "must be one of Read, Operate, Approve, Hint" },
        { Grant("Connections:0="), $"{Granted}Connections:0", "names no connection" },
        { Grant("Connections:0=contosso"), $"{Granted}Connections:0", "names no connection" },
        { Grant("Connections:0=fabrikam-*"), $"{Granted}Connections:0", "names no connection" },
        { Grant("Connections:1=con*so"), $"{Granted}Connections:1", "names no connection" },
        { "Admin:KnownProxies:0=10.0.0.300/8", "Admin:KnownProxies:0", "must be a network" },
        { "Admin:KnownProxies:0=ingress", "Admin:KnownProxies:0", "must be a network" },
        { "Marker:KeyId=a-b", "Marker:KeyId", "must be 1 to 8" },
        { "Marker:Key=c2hvcnQ=", "Marker:Key", "must be 32 bytes" },
        { "Marker:Key=***", "Marker:Key", "must be 32 bytes" },
        { $"Marker:Keys:0:KeyId=a-b; Marker:Keys:0:Key={Key}", "Marker:Keys:0:KeyId", "must be 1 to 8" },
        { "Marker:Keys:0:KeyId=old; Marker:Keys:0:Key=c2hvcnQ=", "Marker:Keys:0:Key", "must be 32 bytes" },
        { "Marker:Keys:0:KeyId=old", "Marker:Keys:0:Key", "must be 32 bytes" },
        { $"Marker:KeyId=old; Marker:Keys:0:KeyId=old; Marker:Keys:0:Key={Key}", "Marker:Keys:0:KeyId", "repeats the id of another key" },
        {
            $"Marker:Keys:0:KeyId=old; Marker:Keys:0:Key={Key}; Marker:Keys:1:KeyId=old; Marker:Keys:1:Key={Key}", "Marker:Keys:1:KeyId",
            "repeats the id of another key"
        },
        { "Marker:Protection=/no/such.key", "Marker:Protection", "names a file that cannot be read" },
        { "Quota:GraphPerMinute=-1", "Quota:GraphPerMinute", "must be at least 10, or 0" },
        { "Quota:ArmReadsPerTenSeconds=9", "Quota:ArmReadsPerTenSeconds", "must be at least 10, or 0" },
        { "Quota:IncidentPutsPerFiveMinutes=1", "Quota:IncidentPutsPerFiveMinutes", "must be at least 10, or 0" },
        { "Quota:CommentPutsPerFiveMinutes=1", "Quota:CommentPutsPerFiveMinutes", "must be at least 10, or 0" },
        { "Quota:CommentReadsPerFiveMinutes=1", "Quota:CommentReadsPerFiveMinutes", "must be at least 10, or 0" },
        { $"{Connection}Name=", $"{Connection}Name", "must be 1 to 63" },
        { $"{Connection}Name=a b", $"{Connection}Name", "must be 1 to 63" },
        { $"{Connection}Mode=Sometimes", $"{Connection}Mode", "must be one of Sync, Observe, Paused" },
        { $"{Connection}Native=Perhaps", $"{Connection}Native", "must be one of Auto, On, Off" },
        { $"{Connection}Backfill=-00:00:01", $"{Connection}Backfill", "must not be negative" },
        { $"{Connection}CreateDelay=-00:00:01", $"{Connection}CreateDelay", "must not be negative" },
        { $"{Connection}Filter:MinSeverity=Severe", $"{Connection}Filter:MinSeverity", "must be one of" },
        { $"{Connection}Filter:MinSeverity=1", $"{Connection}Filter:MinSeverity", "must be one of" },
        { $"{Connection}Owners:0:Defender=", $"{Connection}Owners:0:Defender", "is missing" },
        { $"{Connection}Owners:0:Sentinel:ObjectId=", $"{Connection}Owners:0:Sentinel", "needs an ObjectId" },
        { $"{Connection}Owners:0:Sentinel:ObjectId=tier2", $"{Connection}Owners:0:Sentinel:ObjectId", "must be a GUID" },
        {
            $"{Connection}Owners:1:Defender=SOC-tier2; {Connection}Owners:1:Sentinel:UserPrincipalName=a@b.c",
            $"{Connection}Owners", "names the same Defender owner 2 times"
        },
        { $"{Connection}Policy:colour=newest", $"{Connection}Policy:colour", "is not a field" },
        { $"{Connection}Policy:status=highest", $"{Connection}Policy:status", "must be one of open, closed" },
        { $"{Connection}Policy:title=open", $"{Connection}Policy:title", "must be one of defender, sentinel" },
        { $"{Connection}Policy:comments=newest", $"{Connection}Policy:comments", "must be one of append" },
        { $"{Connection}Brake:Window=00:00:00", $"{Connection}Brake:Window", "must be longer than zero" },
        { $"{Connection}Brake:Share=1.5", $"{Connection}Brake:Share", "must be between 0 and 1" },
        { $"{Connection}Brake:AtLeast=-1", $"{Connection}Brake:AtLeast", "must not be negative" },
        { $"{Connection}Timing:CallTimeout=00:00:00", $"{Connection}Timing:CallTimeout", "must be longer than zero" },
        { $"{Connection}Timing:LateApply=-00:00:01", $"{Connection}Timing:LateApply", "must not be negative" },
        { $"{Connection}Timing:NativeGrace=00:00:00", $"{Connection}Timing:NativeGrace", "must be longer than zero" },
        { $"{Connection}Timing:FlipWindow=00:00:00", $"{Connection}Timing:FlipWindow", "must be longer than zero" },
        { $"{Connection}Timing:SweepOpen=00:00:00", $"{Connection}Timing:SweepOpen", "must be longer than zero" },
        { $"{Connection}Timing:SweepClosed=00:00:00", $"{Connection}Timing:SweepClosed", "must be longer than zero" },
        { $"{Connection}Timing:Lease=00:01:20", $"{Connection}Timing:Lease", "must be longer than CallTimeout and LateApply" },
        { $"{Defender}Cloud=China", $"{Defender}Cloud", "must be one of Global, UsGov, UsGovDod" },
        { $"{Defender}TenantId=", $"{Defender}TenantId", "is missing" },
        { $"{Defender}TenantId=contoso", $"{Defender}TenantId", "must be a GUID" },
        { $"{Defender}ClientId=", $"{Defender}ClientId", "is missing" },
        { $"{Defender}ClientId=app", $"{Defender}ClientId", "must be a GUID" },
        { $"{Defender}Credential:ClientSecret=", $"{Defender}Credential:ClientSecret", "is missing" },
        { $"{Defender}Credential:Kind=ClientCertificate", $"{Defender}Credential:CertificatePath", "is missing" },
        {
            $"{Defender}Credential:Kind=ClientCertificate; {Defender}Credential:CertificatePath=/no/such.pem",
            $"{Defender}Credential:CertificatePath", "names a file that does not exist"
        },
        {
            $"{Defender}Credential:Kind=ClientCertificate; {Defender}Credential:CertificatePath={typeof(WrongSettings).Assembly.Location}",
            $"{Defender}Credential:CertificatePath", "cannot be read as a certificate"
        },
        { $"{Defender}Credential:Kind=WorkloadIdentity", $"{Defender}Credential:TokenFilePath", "is missing" },
        { $"{Defender}AuthorityHost=login", $"{Defender}AuthorityHost", "must be an https address" },
        { $"{Defender}GraphEndpoint=http://graph/v1.0", $"{Defender}GraphEndpoint", "must be an https address" },
        { $"{Defender}GraphEndpoint=https://graph/beta", $"{Defender}GraphEndpoint", "must end in /v1.0" },
        { $"{Defender}PollInterval=00:00:00", $"{Defender}PollInterval", "must be longer than zero" },
        { $"{Defender}IdlePollInterval=00:00:00", $"{Defender}IdlePollInterval", "must be longer than zero" },
        { $"{Defender}Overlap=-00:00:01", $"{Defender}Overlap", "must not be negative" },
        { $"{Sentinel}Cloud=China", $"{Sentinel}Cloud", "must be one of Global, UsGov, UsGovDod" },
        { $"{Sentinel}TenantId=", $"{Sentinel}TenantId", "is missing" },
        { $"{Sentinel}Credential:ClientSecret=", $"{Sentinel}Credential:ClientSecret", "is missing" },
        { $"{Sentinel}SubscriptionId=", $"{Sentinel}SubscriptionId", "is missing" },
        { $"{Sentinel}SubscriptionId=prod", $"{Sentinel}SubscriptionId", "must be a GUID" },
        { $"{Sentinel}ResourceGroup=", $"{Sentinel}ResourceGroup", "is missing" },
        { $"{Sentinel}Workspace=", $"{Sentinel}Workspace", "is missing" },
        { $"{Sentinel}Workspace=a/b", $"{Sentinel}Workspace", "is not a workspace's name" },
        { $"{Sentinel}ArmEndpoint=https://arm?x=1", $"{Sentinel}ArmEndpoint", "must be an https address" },
        { $"{Sentinel}ApiVersion=latest", $"{Sentinel}ApiVersion", "must be a date" },
        { $"{Sentinel}PollInterval=00:00:00", $"{Sentinel}PollInterval", "must be longer than zero" },
        { $"{Sentinel}Overlap=-00:00:01", $"{Sentinel}Overlap", "must not be negative" },
    };

    public static TheoryData<string, string> SettingCheck => new()
    {
        { "Stoer", "is not a setting; known here: Store, Bus" },
        { "Store:Connection", "is not a setting" },
        { $"{Defender}Credential:Secret", "is not a setting" },
        { $"{Connection}Owners:0:Sentinel:Upn", "is not a setting" },
        { "Store", "is a section" },
        { $"{Connection}Brake", "is a section" },
        { "Bus:RabbitMq:UseTls", "must be true or false" },
        { "Bus:RabbitMq:Port", "must be a number" },
        { $"{Connection}Brake:Share", "must be a number" },
        { $"{Connection}Brake:AtLeast", "must be a number" },
        { $"{Sentinel}Credential:Kind", "must be one of Default, ClientSecret" },
        { $"{Defender}PollInterval", "must be a length of time" },
        { $"{Connection}Timing:Lease", "must be a length of time" },
    };

    // A right grant, with one thing wrong.
    private static string Grant(string wrong) =>
        $"{Granted}Who:Kind=User; {Granted}Who:TenantId=c0de0000-0000-4000-8000-000000000001; "
        + $"{Granted}Who:Id=9700a900-0000-4000-8000-000000000001; {Granted}Role=Operate; {Granted}Connections:0=contoso; {Granted}{wrong}";
}
