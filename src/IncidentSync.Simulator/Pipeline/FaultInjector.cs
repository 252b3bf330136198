using System.Text;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pipeline;

/// <summary>Carries a call out the way the armed faults want it.</summary>
internal sealed class FaultInjector(World world, IPortalApi api, Uri elsewhere, ILogger log)
{
    private const string ProxyPage =
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in to continue.</p></body></html>";

    private const int MostRead = 1_048_576;

    private static readonly Answer Nothing = new(0, null);

    public Exchange Meet(ApiCall call, Func<ApiCall, Answer> carryOut)
    {
        if (world.Faults.Meet(Subject(call, carryOut)) is not { } fault)
        {
            return new Exchange(carryOut(call));
        }

        var lagging = world.Clock.GetUtcNow() - fault.Delay;
        switch (fault.Kind)
        {
            case FaultKind.Status:
                return new Exchange(Refuse(call, fault));
            case FaultKind.DropBefore:
                return new Exchange(Nothing, Loss.Dropped);
            case FaultKind.DropAfter:
                return new Exchange(carryOut(call), Loss.Dropped);
            case FaultKind.ApplyLate:
                _ = CarryOutLateAsync(call, carryOut, fault.Delay);
                return new Exchange(Nothing, Loss.Dropped);
            case FaultKind.StaleRead or FaultKind.ListLag:
                return new Exchange(carryOut(call with { AsOf = lagging }));
            case FaultKind.StaleAnswer:
                return new Exchange(carryOut(call with { AnswersPrevious = true }));
            case FaultKind.Html:
                return new Exchange(new Answer(StatusCodes.Status200OK, null) { Html = ProxyPage });
            case FaultKind.Truncated:
                return new Exchange(carryOut(call), Loss.Truncated);
            case FaultKind.Slow:
                return new Exchange(carryOut(call), Loss.Slow, fault.Delay);
            case FaultKind.ForeignNextLink:
                return new Exchange(AnswerRewriting.PointNextLinkAt(fault.Target ?? elsewhere, carryOut(call)));
            case FaultKind.EndlessList:
                return new Exchange(carryOut(call with { IsEndless = true }));
            case FaultKind.CircularNextLink:
                return new Exchange(carryOut(call with { IsCircular = true }));
            case FaultKind.Redirect:
                var target = new Uri(fault.Target ?? elsewhere, call.Url.PathAndQuery.TrimStart('/'));
                return new Exchange(new Answer(StatusCodes.Status302Found, null).With("Location", target.AbsoluteUri));
            case FaultKind.UnknownEnum:
                return new Exchange(AnswerRewriting.SetOnIncidents(fault.Field, fault.Value, carryOut(call)));
            default:
                throw new InvalidOperationException($"No behaviour for {fault.Kind}.");
        }
    }

    private FaultSubject Subject(ApiCall call, Func<ApiCall, Answer> carryOut) => new(api.Portal, call.Operation)
    {
        IncidentId = call.Route["incident"] as string,
        Top = int.TryParse(call.Query["$top"], out var top) ? top : null,
        Holds = text => HttpMethods.IsGet(call.Method)
            ? Delivery.Body(carryOut(call)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
            : BodyCoding.Plain(call, MostRead).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0,
    };

    private Answer Refuse(ApiCall call, Fault fault)
    {
        TimeSpan? wait = fault.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        if (fault.Status == StatusCodes.Status429TooManyRequests)
        {
            return api.TooManyRequests(call, wait);
        }

        var answer = api.Error(call, fault.Status, fault.Code, "The service is temporarily unavailable. Please try again later.");
        return fault.RetryAfterSeconds is { } given ? answer.With("Retry-After", FormattableString.Invariant($"{given}")) : answer;
    }

    private async Task CarryOutLateAsync(ApiCall call, Func<ApiCall, Answer> carryOut, TimeSpan delay)
    {
        await Task.Delay(delay, world.Clock);
        CallLines.AppliedLate(log, api.Portal, call.Operation, carryOut(call).Status);
    }
}
