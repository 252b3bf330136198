using System.Globalization;
using IncidentSync.Service.Siem.Access;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Siem.Detections;
using IncidentSync.Service.Siem.Events;
using IncidentSync.Service.Siem.Tokens;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Siem;

/// <summary>
/// What SIEM clients call: detections, alerts, tokens. It stands before the admin API and knows its callers by itself: it takes tokens
/// that open nothing else, and works while the admin API is closed. Without a client there is nothing here.
/// </summary>
internal sealed class SiemApi(
    SiemSwitch isOn, Callers callers, ClientUse use, AddressFailures failures, OpenAnswers open, SiemTerms terms,
    DetectionAnswer detections, EventAnswer events, TokenEndpoint tokens, Instruments instruments)
{
    private const int TooMany = StatusCodes.Status429TooManyRequests;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (SiemPath.Of(context.Request.Path) is not { } path || !await isOn.IsOnAsync(context.RequestAborted))
        {
            await next(context);
            return;
        }

        try
        {
            await AnswerAsync(context, path);
        }
        finally
        {
            instruments.SiemRequests.Add(1, Tag.Status(ClassOf(context.Response.StatusCode)));
        }
    }

    private Task AnswerAsync(HttpContext context, SiemPath path)
    {
        if (!Transport.IsSafe(context))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "This needs https, or a proxy of IncidentSync:Admin:KnownProxies that says X-Forwarded-Proto: https.");
        }

        var method = path.Place == SiemPlace.Token ? HttpMethods.Post : HttpMethods.Get;
        if (!method.Equals(context.Request.Method, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.Allow = method;
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, $"This takes {method} only.");
        }

        return path.Place switch
        {
            SiemPlace.Token => tokens.WriteAsync(context, path.Tenant),
            SiemPlace.SignIn => SignInPage.WriteAsync(context),
            SiemPlace.Events => AdmitAsync(context, events.WriteAsync),
            _ => AdmitAsync(context, detections.WriteAsync),
        };
    }

    private async Task AdmitAsync(HttpContext context, Func<HttpContext, SiemClient, Task> answer)
    {
        switch (await callers.AdmitAsync(context.Request, context.RequestAborted))
        {
            case Admission.Unknown when failures.Add(context):
                await SlowAsync(context, AddressFailures.Wait, "Too many calls from this address had no good token.");
                return;
            case Admission.Unknown:
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, "This needs a bearer token of a SIEM client.");
                return;
            case Admission.Forbidden forbidden:
                await RefuseAsync(context, StatusCodes.Status403Forbidden, forbidden.Why);
                return;
            case Admission.Granted { Client: var client }:
                await LimitAsync(context, client, answer);
                return;
        }
    }

    private async Task LimitAsync(HttpContext context, SiemClient client, Func<HttpContext, SiemClient, Task> answer)
    {
        if (await use.TakeAsync(client.Name, terms.Api.PerMinute, terms.Api.PerHour, context.RequestAborted) is { } wait)
        {
            await SlowAsync(context, wait, $"A client has {terms.Api.PerMinute} calls a minute and {terms.Api.PerHour} an hour.");
            return;
        }

        using var begun = open.Begin(client.Name);
        if (begun is null)
        {
            await SlowAsync(context, TimeSpan.FromSeconds(5), "Two answers to this client are not yet read to their end.");
            return;
        }

        await answer(context, client);
    }

    private static Task SlowAsync(HttpContext context, TimeSpan wait, string why)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return RefuseAsync(context, TooMany, why);
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context);

    private static string ClassOf(int status) => status == TooMany ? "429" : $"{status / 100}xx";
}
