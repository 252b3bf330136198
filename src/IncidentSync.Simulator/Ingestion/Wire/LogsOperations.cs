using System.Text.Json;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Ingestion.Wire;

/// <summary>POST of rows to a stream.</summary>
internal sealed class LogsOperations(World world, IPortalApi api)
{
    /// <summary>Of a call, compressed or not: 1 MB (Azure Monitor service limits, Logs Ingestion API).</summary>
    public const int MostBytes = 1_048_576;

    private const string ClientRequestId = "x-ms-client-request-id";

    public Answer Ingest(ApiCall call)
    {
        if (world.FindRule(call.Segment("rule")) is not var (logs, rule))
        {
            throw new InvalidOperationException("The call was let in without a rule.");
        }

        var stream = call.Segment("stream");
        if (!rule.StreamDeclarations.ContainsKey(stream))
        {
            return api.Error(call, StatusCodes.Status404NotFound, "NotFound",
                $"Stream '{stream}' is not declared by the data collection rule with immutable Id '{rule.ImmutableId}'.");
        }

        var plain = BodyCoding.Plain(call, MostBytes);
        if (call.Body.Length > MostBytes || plain.Length > MostBytes)
        {
            return api.Error(call, StatusCodes.Status413PayloadTooLarge, "ContentLengthLimitExceeded",
                $"Maximum allowed content length: {MostBytes} bytes.");
        }

        if (Rows(plain) is not { } rows)
        {
            return api.Error(call, StatusCodes.Status400BadRequest, "InvalidContent", "The request body is not an array of JSON objects.");
        }

        logs.Take(rule, stream, rows, call.Headers[ClientRequestId].ToString() is { Length: > 0 } id ? id : null);
        return new Answer(StatusCodes.Status204NoContent, null);
    }

    private static JsonElement? Rows(byte[] body)
    {
        try
        {
            var rows = JsonSerializer.Deserialize<JsonElement>(body);
            return rows.ValueKind == JsonValueKind.Array && rows.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object)
                ? rows
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
