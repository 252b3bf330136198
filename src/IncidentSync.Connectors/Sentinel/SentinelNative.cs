using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Finds the incident that Microsoft's own sync made of a Defender incident, in a list of those created at that time.</summary>
/// <remarks>
/// <code>
/// | the list                                                | it is                                              |
/// |---------------------------------------------------------|----------------------------------------------------|
/// | is not a list                                           | not known: asked again                             |
/// | has a native incident of that id                        | found                                              |
/// | has a row of that id which cannot be read               | not known: a second incident would stand beside it |
/// | goes on after a thousand rows                           | not known: so many were never seen in a second     |
/// | any other                                               | not there                                          |
/// </code>
/// </remarks>
internal static class SentinelNative
{
    public static ReadOutcome Find(JsonElement list, IncidentId defenderId, LinkIdentity identity)
    {
        if (list.Member("value") is not { ValueKind: JsonValueKind.Array } value)
        {
            return Unknown("the answer is not a list");
        }

        var rows = value.EnumerateArray().Select(row => (Json: row, SentinelReading.Read(row, identity).Snapshot)).ToList();
        return rows.Find(row => row.Snapshot is { IsNative: true } native && native.Counterpart == defenderId).Snapshot switch
        {
            { } native => new ReadOutcome.Found(native),
            null when rows.Any(row => row.Snapshot is null && IsOf(row.Json, defenderId)) =>
                Unknown("Microsoft's own incident exists but cannot be read"),
            null when list.Text("nextLink").Length > 0 =>
                Unknown("it is not known whether Microsoft's own incident exists: too many were created in that second"),
            null => new ReadOutcome.NotFound(),
        };
    }

    private static bool IsOf(JsonElement row, IncidentId defenderId) =>
        row.Member("properties").Text("providerIncidentId") == defenderId.Value;

    private static ReadOutcome.Failed Unknown(string reason) => new(new Failure.RetryLater(null, reason));
}
