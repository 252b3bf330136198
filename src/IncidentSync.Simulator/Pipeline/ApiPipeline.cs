using System.Diagnostics;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pipeline;

/// <summary>The way of every call to an API: read, admitted, metered, met by a fault or not, carried out, delivered, counted.</summary>
internal sealed class ApiPipeline(World world, IPortalApi api, Uri elsewhere, ILogger log)
{
    private const string Nobody = "-";

    public RequestDelegate Handle(string operation, Func<ApiCall, Answer> carryOut) => async context =>
    {
        var started = Stopwatch.GetTimestamp();
        var call = await ApiCall.ReadAsync(context, operation);
        var app = Nobody;
        Spending? spending = null;
        Exchange exchange;
        var admission = api.Admit(call);
        if (admission is Admission.Admitted { Caller: var caller })
        {
            call = call with { Caller = caller };
            app = caller.App.DisplayName;
            spending = api.Spend(call);
            exchange = spending is { RetryAfter: { } wait } && !world.Budgets.Lifted
                ? new Exchange(api.TooManyRequests(call, wait))
                : new FaultInjector(world, api, elsewhere, log).Meet(call, carryOut);
        }
        else
        {
            exchange = new Exchange(((Admission.Refused)admission).Answer);
        }

        world.Calls.Add(api.Portal, app, call.Method, operation, exchange.Loss is Loss.None or Loss.Slow ? exchange.Answer.Status : 0);
        CallLines.Call(log, api.Portal, operation, exchange.Answer.Status, exchange.Loss, app,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        await Delivery.SendAsync(context, exchange, headers => api.AddHeaders(call, spending, headers));
    };
}
