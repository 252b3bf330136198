using System.Text.Json;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Http;

/// <summary>Turns a response into an answer. A body is read only as JSON.</summary>
/// <remarks>
/// <code>
/// | status                 | body           | of a read                    | of a write                               |
/// |------------------------|----------------|------------------------------|------------------------------------------|
/// | 2xx                    | JSON           | ok                           | ok                                       |
/// | 2xx                    | anything else  | retry later (a proxy's page) | unknown (it may have been applied)       |
/// | 3xx                    | any            | retry later, never followed  | retry later, never followed              |
/// | 401, 403               | any            | denied                       | denied                                   |
/// | 404                    | API's error    | not found                    | not found                                |
/// | 404                    | anything else  | retry later                  | retry later                              |
/// | 409, 412               | any            | conflict                     | conflict                                 |
/// | 429, 503               | any            | retry later, when it says    | retry later, when it says                |
/// | 408, other 5xx         | any            | retry later                  | unknown (it may have been applied)       |
/// | other 4xx              | any            | refused                      | refused                                  |
/// </code>
/// </remarks>
internal static class AnswerReader
{
    public static async Task<Answer> ReadAsync(RawAnswer raw, CallKind kind, CancellationToken cancellationToken) =>
        await MeaningAsync(raw, kind, cancellationToken) with { Limits = raw.Limits, Status = raw.Status };

    /// <summary>The answer for a call that may or may not have had an effect.</summary>
    public static Answer.Failed Doubtful(CallKind kind, string reason) =>
        new(kind == CallKind.Write ? new Failure.Unknown(reason) : new Failure.RetryLater(null, reason));

    /// <summary>The answer for a call that surely had no effect.</summary>
    public static Answer Later(TimeSpan? after, string reason) => new Answer.Failed(new Failure.RetryLater(after, reason));

    private static async Task<Answer> MeaningAsync(RawAnswer raw, CallKind kind, CancellationToken cancellationToken)
    {
        var isJson = raw.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase);
        var (body, bytes) = isJson ? await JsonBody.ReadAsync(raw.Body, cancellationToken) : (null, 0);
        return (raw.Status, body) switch
        {
            ( >= 200 and < 300, { } json) => new Answer.Ok(json, raw.Date) { Bytes = bytes },
            ( >= 200 and < 300, null) => Doubtful(kind, $"HTTP {raw.Status} without a readable JSON body"),
            ( >= 300 and < 400, _) => Later(null, $"HTTP {raw.Status}: the API redirects, and redirects are not followed"),
            (401 or 403, _) => new Answer.Failed(HttpFailure.Denied(raw.Status, Code(), Message())) { IsTokenRefused = raw.Status == 401 },
            (404, not null) when Code().Length > 0 => new Answer.NotFound(),
            (404, _) => Later(null, "HTTP 404 that did not come from the API"),
            (409 or 412, _) =>
                new Answer.Conflict(HttpFailure.Denied(raw.Status, Code(), Message()), HttpFailure.IsConflict(raw.Status, Code())),
            (429 or 503, _) => Later(RetryAfter.Parse(raw.RetryAfter, raw.Date), $"HTTP {raw.Status}"),
            (408 or >= 500, _) => Doubtful(kind, $"HTTP {raw.Status}"),
            _ => new Answer.Failed(HttpFailure.Refused(raw.Status, Code(), Message())),
        };

        string Code() => ErrorText(body, "code");

        string Message() => ErrorText(body, "message");
    }

    private static string ErrorText(JsonElement? body, string member) =>
        body is { ValueKind: JsonValueKind.Object } json
            && json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? error.Text(member)
            : "";
}
