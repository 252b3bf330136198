using IncidentSync.Connectors;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Quotas;

/// <summary>What each meter counts together: connections that share a tenant's app or a subscription share its quota.</summary>
internal static class QuotaKeys
{
    private static readonly QuotaKind[] OfDefender = [QuotaKind.GraphLists, QuotaKind.GraphCalls];
    private static readonly QuotaKind[] OfSentinel =
        [QuotaKind.ArmReads, QuotaKind.IncidentPuts, QuotaKind.CommentPuts, QuotaKind.CommentReads];

    /// <summary>The quotas of a portal and the rows they are kept in.</summary>
    public static IReadOnlyDictionary<QuotaKind, string> Of(ConnectionOptions options, Portal portal) =>
        (portal == Portal.Defender ? OfDefender : OfSentinel).ToDictionary(kind => kind, kind => Key(options, kind));

    private static string Key(ConnectionOptions options, QuotaKind kind) => string.Join('/', kind switch
    {
        QuotaKind.GraphLists or QuotaKind.GraphCalls =>
            new[] { kind.ToString(), options.Defender.TenantId, PrincipalOf(options.Defender.ClientId, options.Defender.Credential) },
        QuotaKind.ArmReads =>
            [kind.ToString(), options.Sentinel.SubscriptionId, PrincipalOf(options.Sentinel.ClientId, options.Sentinel.Credential)],
        _ => [kind.ToString(), options.Sentinel.SubscriptionId],
    }).ToLowerInvariant();

    // A managed identity names its client in the credential, or is the machine's.
    private static string PrincipalOf(string clientId, Connectors.Credentials.CredentialOptions credential) =>
        clientId.Length > 0 ? clientId : credential.ClientId;
}
