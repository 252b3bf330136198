using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Quotas;

namespace IncidentSync.Service.Hosting;

/// <summary>Makes connections from their options.</summary>
internal static class ConnectionFactory
{
    /// <param name="options">The connection.</param>
    /// <param name="marker">The keys of the deployment, from which the connection's keys are derived.</param>
    /// <param name="gates">The gates of its calls; null admits all.</param>
    public static SyncConnection Create(ConnectionOptions options, MarkerKeys marker, CallGates? gates = null) => new(
        options.Name,
        Enum.Parse<ConnectionMode>(options.Mode, ignoreCase: true),
        IdentityOf(options),
        new DefenderPortal(options.Defender, options.Timing.CallTimeout, gates?.Of(options, Portal.Defender)),
        new SentinelPortal(options.Sentinel, IdentityOf(options), options.Timing.CallTimeout, gates?.Of(options, Portal.Sentinel)),
        Rules(options, marker),
        new ConnectionTiming(
            options.Backfill,
            new Lateness(options.Defender.Overlap, options.Sentinel.Overlap, options.Timing.LateApply),
            options.Timing.Lease)
        {
            NativeGrace = options.Timing.NativeGrace,
            SweepOpen = options.Timing.SweepOpen,
            SweepClosed = options.Timing.SweepClosed,
        })
    {
        Native = new NativeState(Enum.Parse<NativeMode>(options.Native, ignoreCase: true)),
        Brake = new BrakeLimits(options.Brake.Window, options.Brake.Share, options.Brake.AtLeast),
    };

    /// <summary>The identity of a connection, independent of its name.</summary>
    public static LinkIdentity IdentityOf(ConnectionOptions options) =>
        new(options.Defender.TenantId, options.Sentinel.SubscriptionId, options.Sentinel.ResourceGroup, options.Sentinel.Workspace);

    private static ConflictPolicy Named(IEnumerable<ConflictPolicy> policies, string name) =>
        policies.First(policy => policy.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static SyncRules Rules(ConnectionOptions options, MarkerKeys marker)
    {
        var policies = options.Policy
            .Where(pair => !CommentPlanner.IsNamed(pair.Key))
            .Select(pair => (Field: AllFields.Named(pair.Key)!, Policy: pair.Value))
            .ToImmutableDictionary(pair => pair.Field, pair => Named(pair.Field.Policies, pair.Policy));
        var owners = from pair in options.Owners
                     select new OwnerPair(pair.Defender, Owner.InSentinel(pair.Sentinel.ObjectId, pair.Sentinel.UserPrincipalName));
        var comments = options.Policy.GetValueOrDefault(CommentPlanner.Name, CommentPlanner.Policies[0].Name);
        return new SyncRules(
            new FieldRules(policies, new OwnerMap([.. owners])),
            new CommentRules(Named(CommentPlanner.Policies, comments), marker.Of(IdentityOf(options))),
            Version(options))
        {
            FlipWindow = options.Timing.FlipWindow,
            Twins = new TwinRules(
                options.CreateDelay,
                options.Filter.MinSeverity.Length > 0 ? Enum.Parse<Severity>(options.Filter.MinSeverity, ignoreCase: true) : null,
                Tags.Of(options.Filter.Tags),
                [.. options.Filter.TitleContains]),
        };
    }

    // The same rules have the same name on every replica and after every restart.
    private static string Version(ConnectionOptions options)
    {
        var rules = JsonSerializer.Serialize(new { Policy = options.Policy.OrderBy(pair => pair.Key.ToLowerInvariant()), options.Owners });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules)))[..12];
    }
}
