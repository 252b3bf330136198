using System.Text.Json;
using IncidentSync.Simulator.Entra;

namespace IncidentSync.Simulator.Api;

/// <summary>One request to a portal, read in full, so that it can be carried out now, later, or never, whatever becomes of its
/// connection.</summary>
internal sealed record ApiCall
{
    public required string Operation { get; init; }

    public required string Method { get; init; }

    public required Uri Url { get; init; }

    public required IQueryCollection Query { get; init; }

    public required RouteValueDictionary Route { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required byte[] Body { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Set once the token is believed.</summary>
    public Caller Caller { get; init; } = null!;

    /// <summary>A read is answered by a replica that stopped here; null for an up-to-date one.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>A write is applied, and answered with the document as it was before.</summary>
    public bool AnswersPrevious { get; init; }

    /// <summary>A list begins anew after its last row, and never ends.</summary>
    public bool IsEndless { get; init; }

    /// <summary>A list leads from its third page to its second again.</summary>
    public bool IsCircular { get; init; }

    public string Segment(string name) => (string)Route[name]!;

    public static async Task<ApiCall> ReadAsync(HttpContext context, string operation)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = context.Request;
        var headers = new HeaderDictionary(request.Headers.ToDictionary(header => header.Key, header => header.Value));
        return new ApiCall
        {
            Operation = operation,
            Method = request.Method,
            Url = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}"),
            Query = new QueryCollection(request.Query.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase)),
            Route = new RouteValueDictionary(request.RouteValues),
            Headers = headers,
            Body = body.ToArray(),
            RequestId = Guid.NewGuid().ToString(),
        };
    }

    /// <returns>Null when the body is no JSON object.</returns>
    public JsonElement? BodyObject()
    {
        try
        {
            var element = JsonSerializer.Deserialize<JsonElement>(Body);
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
