using System.Globalization;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;

namespace IncidentSync.Service.Hosting;

/// <summary>What <c>check</c> says of a portal's answer.</summary>
internal static class PortalDoctor
{
    // Further off, a link's leases and the ages in metrics mislead, and Entra refuses a certificate's assertion.
    private static readonly TimeSpan MostDrift = TimeSpan.FromMinutes(2);

    // Microsoft's page "Microsoft Entra authentication and authorization error codes".
    private static readonly (string Code, string Words)[] SignIn =
    [
        ("AADSTS7000222:", "the client secret has expired: make a new one"),
        ("AADSTS7000215:", "the client secret is wrong: it takes the secret's value, not its id"),
        ("AADSTS700016:", "there is no such app in this tenant: look at ClientId and TenantId, and whether the app was admitted there"),
        ("AADSTS90002:", "there is no such tenant in this cloud: look at TenantId and Cloud"),
        ("AADSTS700027:", "the certificate is not registered on the app, or another one is"),
    ];

    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Problem(FeedOutcome outcome, DateTimeOffset now) => outcome switch
    {
        FeedOutcome.Failed { Failure: var failure } => Problem(failure),
        FeedOutcome.Page { Value.ServerTime: { } portal } => Drift(portal, now),
        _ => null,
    };

    /// <summary>A failure, and what to do about it.</summary>
    public static string Problem(Failure failure) => failure switch
    {
        Failure.Denied denied => SignInProblem(denied)
            ?? $"access denied ({denied.Reason}): check the app's permission, its consent, and the credential",
        Failure.Refused refused => $"refused ({refused.Reason}): {refused.Message}",
        Failure.RetryLater later => $"{later.Reason}: check the address and the network",
        _ => failure.Summary,
    };

    /// <summary>What is wrong with the credential; null when it is something else.</summary>
    public static string? SignInProblem(Failure.Denied denied) => SignIn
        .Where(known => denied.Message.Contains(known.Code, StringComparison.Ordinal))
        .Select(known => $"{known.Words} ({known.Code.TrimEnd(':')})").FirstOrDefault();

    private static string Side(TimeSpan drift) => drift > TimeSpan.Zero ? "ahead of" : "behind";

    private static string? Drift(DateTimeOffset portal, DateTimeOffset now)
    {
        var drift = now - portal;
        return drift.Duration() <= MostDrift ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"the clock of this machine is {drift.Duration().TotalMinutes:0} minutes {Side(drift)} the portal's: set it");
    }
}
