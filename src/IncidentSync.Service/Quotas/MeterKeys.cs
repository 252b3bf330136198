using IncidentSync.Connectors;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Quotas;

/// <summary>What each meter counts together: connections that share a tenant's app or a subscription share its budget.</summary>
internal static class MeterKeys
{
    private static readonly Meter[] OfDefender = [Meter.GraphLists, Meter.GraphCalls];
    private static readonly Meter[] OfSentinel = [Meter.ArmReads, Meter.IncidentPuts, Meter.CommentPuts, Meter.CommentReads];

    /// <summary>The meters of a portal and the rows they are kept in.</summary>
    public static IReadOnlyDictionary<Meter, string> Of(ConnectionOptions options, Portal portal) =>
        (portal == Portal.Defender ? OfDefender : OfSentinel).ToDictionary(meter => meter, meter => Key(options, meter));

    private static string Key(ConnectionOptions options, Meter meter) => string.Join('/', meter switch
    {
        Meter.GraphLists or Meter.GraphCalls =>
            new[] { meter.ToString(), options.Defender.TenantId, PrincipalOf(options.Defender.ClientId, options.Defender.Credential) },
        Meter.ArmReads =>
            [meter.ToString(), options.Sentinel.SubscriptionId, PrincipalOf(options.Sentinel.ClientId, options.Sentinel.Credential)],
        _ => [meter.ToString(), options.Sentinel.SubscriptionId],
    }).ToLowerInvariant();

    // A managed identity names its client in the credential, or is the machine's.
    private static string PrincipalOf(string clientId, Connectors.Credentials.CredentialOptions credential) =>
        clientId.Length > 0 ? clientId : credential.ClientId;
}
