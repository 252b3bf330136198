using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>Any members of an alert in Graph's own spelling, for whoever makes one by hand: what lists are filtered or ordered by is read,
/// evidence and all else stands as it is given.</summary>
internal static class AlertMembers
{
    private static readonly FrozenDictionary<string, PropertyPatch.Reader<DefenderAlert>> Readers =
        new Dictionary<string, PropertyPatch.Reader<DefenderAlert>>(AlertPatch.Readers)
        {
            ["title"] = PropertyPatch.Text<DefenderAlert>((alert, text) => alert with { Title = text ?? "" }),
            ["description"] = PropertyPatch.Text<DefenderAlert>((alert, text) => alert with { Description = text }),
            ["severity"] = PropertyPatch.Text<DefenderAlert>((alert, text) => alert with { Severity = text ?? "unknown" }),
            ["serviceSource"] = PropertyPatch.Text<DefenderAlert>((alert, text) => alert with { ServiceSource = text ?? "unknown" }),
            ["detectionSource"] = PropertyPatch.Text<DefenderAlert>((alert, text) => alert with { DetectionSource = text ?? "unknown" }),
            ["evidence"] = Evidence,
            ["createdDateTime"] = Moment((alert, at) => alert with { CreatedDateTime = at }),
            ["lastUpdateDateTime"] = Moment((alert, at) => alert with { LastUpdateDateTime = at }),
            ["firstActivityDateTime"] = Moment((alert, at) => alert with { FirstActivityDateTime = at }),
            ["lastActivityDateTime"] = Moment((alert, at) => alert with { LastActivityDateTime = at }),
            ["resolvedDateTime"] = Moment((alert, at) => alert with { ResolvedDateTime = at }),
        }.ToFrozenDictionary();

    public static (Func<DefenderAlert, DefenderAlert>? Change, string? Problem) Read(JsonElement body)
    {
        var (read, raw) = (new JsonObject(), new JsonObject());
        foreach (var member in body.EnumerateObject())
        {
            (Readers.ContainsKey(member.Name) ? read : raw)[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        if (raw.ContainsKey("id") || raw.ContainsKey("incidentId") || raw.ContainsKey("tenantId"))
        {
            return (null, "An alert's id, incident and tenant are given to it.");
        }

        var (change, problem) = PropertyPatch.Read(JsonSerializer.SerializeToElement(read), Readers);
        return change is null ? (null, problem) : (alert => Raw(change(alert), raw), null);
    }

    private static DefenderAlert Raw(DefenderAlert alert, JsonObject raw) =>
        raw.Count == 0 ? alert : alert with { Raw = alert.Raw.SetItems(raw) };

    private static (Func<DefenderAlert, DefenderAlert>? Change, string? Problem) Evidence(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(piece => piece.ValueKind != JsonValueKind.Object))
        {
            return (null, "an array of objects was expected.");
        }

        ImmutableList<JsonObject> pieces = [.. value.EnumerateArray().Select(piece => JsonNode.Parse(piece.GetRawText())!.AsObject())];
        return (alert => alert with { Evidence = pieces }, null);
    }

    private static PropertyPatch.Reader<DefenderAlert> Moment(Func<DefenderAlert, DateTimeOffset, DefenderAlert> set) => value =>
        value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (alert => set(alert, at), null)
            : (null, "a moment was expected.");
}
