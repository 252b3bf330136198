using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Api;

/// <summary>What a portal has to say, before anything happens to it on the wire.</summary>
internal sealed record Answer(int Status, JsonNode? Json)
{
    public string? Html { get; init; }

    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static Answer Ok(JsonNode json) => new(StatusCodes.Status200OK, json);

    public Answer With(string header, string value) => this with { Headers = Headers.SetItem(header, value) };
}
