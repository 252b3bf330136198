using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Ingestion.Wire;

/// <summary>POST of rows to a stream of a rule.</summary>
internal sealed class IngestionOperations(World world, IPortalApi api)
{
    // "1 MB, compressed or not": Microsoft's own clients send up to 1,001,400 bytes, so it is the binary megabyte.
    private const int MostBytes = 1_048_576;

    public Answer Post(ApiCall call)
    {
        var rule = world.Tables.Find(call.Segment("rule"))!;
        var stream = call.Segment("stream");
        if (!rule.Streams.ContainsKey(stream))
        {
            return api.Error(call, 404, "NotFound", $"Stream '{stream}' was not found in the data collection rule '{rule.Id}'.");
        }

        if (call.Body.Length > MostBytes || Uncompressed(call) is not { } json)
        {
            return api.Error(
                call, StatusCodes.Status413PayloadTooLarge, "ContentLengthLimitExceeded",
                "Maximum allowed content length: 1048576 bytes.");
        }

        if (Rows(json) is not { } rows)
        {
            return api.Error(call, 400, "InvalidRequest", "The body is not a JSON array of objects.");
        }

        var text = System.Text.Encoding.UTF8.GetString(json);
        if (rule.Poison.Any(poison => text.Contains(poison, StringComparison.Ordinal)))
        {
            return api.Error(call, 400, "InvalidRecord", "A record could not be processed.");
        }

        world.Tables.Add(rule, stream, rows);
        return new Answer(StatusCodes.Status204NoContent, null);
    }

    /// <returns>Null when it is larger than the limit, or no gzip.</returns>
    private static byte[]? Uncompressed(ApiCall call)
    {
        if (!call.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return call.Body;
        }

        using var gzip = new GZipStream(new MemoryStream(call.Body), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (gzip.Read(piece) is > 0 and var count)
        {
            whole.Write(piece, 0, count);
            if (whole.Length > MostBytes)
            {
                return null;
            }
        }

        return whole.ToArray();
    }

    private static List<JsonObject>? Rows(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonArray array && array.All(row => row is JsonObject)
                ? [.. array.Select(row => row!.AsObject())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
