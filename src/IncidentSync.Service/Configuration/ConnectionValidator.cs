using System.Text.RegularExpressions;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Configuration;

/// <summary>What can be wrong with one connection.</summary>
internal static partial class ConnectionValidator
{
    private static readonly string[] Clouds = [.. Cloud.All.Select(cloud => cloud.Name)];

    public static void Validate(ConnectionOptions connection, Errors errors)
    {
        var isNamed = Name().IsMatch(connection.Name);
        errors.When(!isNamed, "Name", "must be 1 to 63 letters, digits or hyphens, and begin with a letter or digit");
        errors.OneOf("Mode", connection.Mode, "Sync", "Observe", "Paused");
        errors.OneOf("Native", connection.Native, "Auto", "On", "Off");
        errors.NotNegative("Backfill", connection.Backfill);
        errors.NotNegative("CreateDelay", connection.CreateDelay);
        Validate(connection.Defender, errors.At("Defender"));
        Validate(connection.Sentinel, errors.At("Sentinel"));
        Validate(connection.Filter, errors.At("Filter"));
        ValidateOwners(connection.Owners, errors.At("Owners"));
        ValidatePolicy(connection.Policy, errors.At("Policy"));
        Validate(connection.Brake, errors.At("Brake"));
        Validate(connection.Timing, errors.At("Timing"));
        AlertValidator.Validate(connection.Alerts, errors.At("Alerts"));
        AlertValidator.Validate(connection.Stream, errors.At("Stream"));
    }

    private static void Validate(DefenderOptions defender, Errors errors)
    {
        errors.OneOf("Cloud", defender.Cloud, Clouds);
        ValidateApp(defender.TenantId, defender.ClientId, defender.Credential, defender.AuthorityHost, errors);
        errors.Https("GraphEndpoint", defender.GraphEndpoint);
        var isVersioned = defender.GraphEndpoint.TrimEnd('/').EndsWith("/v1.0", StringComparison.Ordinal);
        errors.When(defender.GraphEndpoint.Length > 0 && !isVersioned, "GraphEndpoint", "must end in /v1.0");
        ValidatePolling(defender.PollInterval, defender.IdlePollInterval, defender.Overlap, errors);
    }

    private static void Validate(SentinelOptions sentinel, Errors errors)
    {
        errors.OneOf("Cloud", sentinel.Cloud, Clouds);
        ValidateApp(sentinel.TenantId, sentinel.ClientId, sentinel.Credential, sentinel.AuthorityHost, errors);
        errors.Https("ArmEndpoint", sentinel.ArmEndpoint);
        errors.Required("SubscriptionId", sentinel.SubscriptionId, "the subscription of the workspace");
        errors.Guid("SubscriptionId", sentinel.SubscriptionId);
        errors.Required("ResourceGroup", sentinel.ResourceGroup, "the resource group of the workspace");
        errors.Required("Workspace", sentinel.Workspace, "the name of the Log Analytics workspace");
        var isOdd = sentinel.Workspace.Length > 0 && !Workspace().IsMatch(sentinel.Workspace);
        errors.When(isOdd, "Workspace", "is not a workspace's name (letters, digits and hyphens)");
        errors.When(!ApiVersion().IsMatch(sentinel.ApiVersion), "ApiVersion", "must be a date like 2025-09-01, or with -preview behind it");
        ValidatePolling(sentinel.PollInterval, sentinel.IdlePollInterval, sentinel.Overlap, errors);
    }

    private static void ValidateApp(string tenantId, string clientId, CredentialOptions credential, string authorityHost, Errors errors)
    {
        var inner = errors.At("Credential");
        errors.Required("TenantId", tenantId, "the Entra tenant that issues the token");
        errors.Guid("TenantId", tenantId);
        errors.Https("AuthorityHost", authorityHost);
        if (credential.Kind is CredentialKind.ClientSecret or CredentialKind.ClientCertificate or CredentialKind.WorkloadIdentity)
        {
            errors.Required("ClientId", clientId, "the app registration that signs in");
            errors.Guid("ClientId", clientId);
        }

        switch (credential.Kind)
        {
            case CredentialKind.ClientSecret:
                inner.Required("ClientSecret", credential.ClientSecret, "the kind is ClientSecret");
                break;
            case CredentialKind.ClientCertificate:
                inner.Required("CertificatePath", credential.CertificatePath, "the kind is ClientCertificate");
                var isLost = credential.CertificatePath.Length > 0 && !File.Exists(credential.CertificatePath);
                inner.When(isLost, "CertificatePath", "names a file that does not exist");
                inner.When(
                    credential.CertificatePath.Length > 0 && !isLost
                        && !Certificate.CanLoad(credential.CertificatePath, credential.Password),
                    "CertificatePath",
                    "cannot be read as a certificate with its private key (PEM or PFX), or Password is wrong");
                break;
            case CredentialKind.WorkloadIdentity:
                inner.Required("TokenFilePath", credential.TokenFilePath, "the kind is WorkloadIdentity");
                break;
        }
    }

    private static void ValidatePolling(TimeSpan poll, TimeSpan idle, TimeSpan overlap, Errors errors)
    {
        errors.Positive("PollInterval", poll);
        errors.Positive("IdlePollInterval", idle);
        errors.NotNegative("Overlap", overlap);
    }

    private static void Validate(FilterOptions filter, Errors errors)
    {
        errors.When(filter.Sources.Count > 0, "Sources", "cannot be used yet: the feed does not read alerts; leave it out");
        var names = Enum.GetNames<Severity>();
        var isKnown = filter.MinSeverity.Length == 0 || names.Contains(filter.MinSeverity, StringComparer.OrdinalIgnoreCase);
        errors.When(!isKnown, "MinSeverity", $"must be one of {string.Join(", ", names)}, or empty");
    }

    private static void ValidateOwners(List<OwnerOptions> owners, Errors errors)
    {
        foreach (var (owner, index) in owners.Select((owner, index) => (owner, index)))
        {
            var at = errors.At(index.ToString());
            at.Required("Defender", owner.Defender, "the text that Defender shows");
            var isNobody = owner.Sentinel.ObjectId.Length + owner.Sentinel.UserPrincipalName.Length == 0;
            at.When(isNobody, "Sentinel", "needs an ObjectId or a UserPrincipalName");
            at.Guid("Sentinel:ObjectId", owner.Sentinel.ObjectId);
        }

        var named = owners.Where(owner => owner.Defender.Length > 0).GroupBy(owner => owner.Defender, StringComparer.OrdinalIgnoreCase);
        foreach (var twice in named.Where(same => same.Count() > 1))
        {
            errors.When(true, "", $"names the same Defender owner {twice.Count()} times");
        }
    }

    private static void ValidatePolicy(Dictionary<string, string> policy, Errors errors)
    {
        foreach (var (name, value) in policy)
        {
            if (CommentPlanner.IsNamed(name))
            {
                errors.OneOf(name, value, [.. CommentPlanner.Policies.Select(allowed => allowed.Name)]);
            }
            else if (AllFields.Named(name) is not { } field)
            {
                errors.When(true, name, $"is not a field; fields are {string.Join(", ", AllFields.All)}, {CommentPlanner.Name}");
            }
            else
            {
                errors.OneOf(name, value, [.. field.Policies.Select(allowed => allowed.Name)]);
            }
        }
    }

    private static void Validate(BrakeOptions brake, Errors errors)
    {
        errors.Positive("Window", brake.Window);
        errors.When(brake.Share is not (>= 0 and <= 1), "Share", "must be between 0 and 1");
        errors.When(brake.AtLeast < 0, "AtLeast", "must not be negative");
    }

    private static void Validate(TimingOptions timing, Errors errors)
    {
        errors.Positive("CallTimeout", timing.CallTimeout);
        errors.NotNegative("LateApply", timing.LateApply);
        errors.Positive("NativeGrace", timing.NativeGrace);
        errors.Positive("FlipWindow", timing.FlipWindow);
        errors.Positive("SweepOpen", timing.SweepOpen);
        errors.Positive("SweepClosed", timing.SweepClosed);
        errors.When(
            timing.Lease <= timing.CallTimeout + timing.LateApply,
            "Lease",
            "must be longer than CallTimeout and LateApply together: a worker's last call must be over before another takes its link");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,62}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$")]
    private static partial Regex Workspace();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(-preview)?$")]
    private static partial Regex ApiVersion();
}
