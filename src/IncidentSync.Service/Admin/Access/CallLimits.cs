using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// How many calls a replica takes of one caller in a minute. A caller is an issuer and a subject: what is counted is forgotten a few
/// seconds after its minute, so that many callers take no room for long.
/// </summary>
/// <remarks>
/// <code>
/// | the endpoint needs | counts as           | a minute |
/// |--------------------|---------------------|----------|
/// | nothing            |                     | any      |
/// | Read               | read                | 600      |
/// | Operate            | operate             | 30       |
/// | and makes a replay | operate, and replay | 30, 6    |
/// </code>
/// </remarks>
internal static class CallLimits
{
    private const int WindowSeconds = 60;
    private const int SegmentSeconds = 10;

    // What is refused by the first does not count for the others.
    private static readonly CallLimit[] All =
    [
        new("replay", 6, endpoint => endpoint.Metadata.GetMetadata<MakesReplay>() is not null),
        new("operate", 30, endpoint => NeedsRole(endpoint, Permission.Operate)),
        new("read", 600, endpoint => NeedsRole(endpoint, Permission.Read)),
    ];

    public static void AddCallLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained([.. All.Select(LimiterOf)]);
        limiter.OnRejected = RefuseAsync;
    });

    // Six segments of ten seconds slide: there is no turn of a minute at which twice as many calls would pass.
    private static PartitionedRateLimiter<HttpContext> LimiterOf(CallLimit limit) =>
        PartitionedRateLimiter.Create<HttpContext, (string Issuer, string Subject)>(context =>
        {
            var caller = Caller.Of(context.User);
            return context.GetEndpoint() is { } endpoint && context.User.Identity is { IsAuthenticated: true } && limit.Counts(endpoint)
                ? RateLimitPartition.GetSlidingWindowLimiter((caller.Issuer, caller.Subject), _ => new()
                {
                    PermitLimit = limit.Calls,
                    Window = TimeSpan.FromSeconds(WindowSeconds),
                    SegmentsPerWindow = WindowSeconds / SegmentSeconds,
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(("", ""));
        });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var limits = All.Where(limit => context.GetEndpoint() is { } endpoint && limit.Counts(endpoint));
        var words = $"{string.Join(" and ", limits.Select(limit => $"{limit.Calls} {limit.Name} calls"))} a minute";
        context.RequestServices.GetRequiredService<OperateAudit>().RefuseMore(context, words);
        context.Response.Headers.RetryAfter = WindowSeconds.ToString(CultureInfo.InvariantCulture);
        var detail = $"This replica takes {words} of one caller; ask again after {WindowSeconds} seconds.";
        await Results.Problem(detail, statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    private static bool NeedsRole(Endpoint endpoint, string policy) =>
        endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault(data => data.Policy is not null)?.Policy == policy;

    private sealed record CallLimit(string Name, int Calls, Func<Endpoint, bool> Counts);
}

/// <summary>An endpoint that makes a replay.</summary>
internal sealed record MakesReplay;
