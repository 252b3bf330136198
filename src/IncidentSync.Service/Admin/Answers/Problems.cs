using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace IncidentSync.Service.Admin.Answers;

/// <summary>
/// Says what went wrong in words, with an id that leads to the log and nothing that belongs there: no stack, no SQL, no token.
/// </summary>
internal sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    private static readonly object MoreKey = new();

    /// <summary>What the caller reads beside every problem of this request.</summary>
    public static void SayMore(HttpContext context, string words) => context.Items[MoreKey] = words;

    public static bool HasMore(HttpContext context) => context.Items.ContainsKey(MoreKey);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail) = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => (
                StatusCodes.Status400BadRequest,
                $"The body is not what is expected (at {json.Path ?? "$"}): "
                + "JSON with the members of /openapi/v1.json, each once, at most 16 deep."),
            BadHttpRequestException bad => (bad.StatusCode, WordsOf(bad.StatusCode)),
            NpgsqlException and not PostgresException =>
                (StatusCodes.Status503ServiceUnavailable, "The database does not answer; try again."),
            _ => (StatusCodes.Status500InternalServerError, "This is a bug; the log says more under the trace id."),
        };
        if (status >= StatusCodes.Status500InternalServerError)
        {
            log.RequestFailed(exception, TraceIdOf(httpContext));
        }

        await Results.Problem(detail, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    public static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Detail ??= WordsOf(context.HttpContext.Response.StatusCode);
        if (context.HttpContext.Items[MoreKey] is string more)
        {
            context.ProblemDetails.Detail = $"{context.ProblemDetails.Detail} {more}".TrimStart();
        }

        context.ProblemDetails.Extensions["traceId"] = TraceIdOf(context.HttpContext);
    }

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Forbidden(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    private static string? WordsOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be read; a POST needs a JSON body.",
        StatusCodes.Status404NotFound => "There is nothing here.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than 64 KB.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be application/json.",
        _ => null,
    };
}
