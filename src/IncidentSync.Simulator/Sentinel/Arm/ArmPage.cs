using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.OData;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>One page of an ARM list. It goes on after the last key it showed, so while a list is read in ascending order of change, an item
/// that changes shows up again and none is missed; descending, one can be.</summary>
internal sealed class ArmPage<T>(
    IPortalApi api, Func<T, string> name, Func<string, ODataProperty<T>?> properties, string defaultOrder, bool renamesRounds = false)
{
    public Answer Answer(ApiCall call, IEnumerable<T> items, Func<T, JsonNode> write)
    {
        var (matches, error) = FilterParser<T>.Parse(call.Query["$filter"], properties);
        if (matches is null)
            return Bad(call, error!.Message);
        var order = call.Query["$orderby"].ToString() is { Length: > 0 } given ? given : defaultOrder;
        var words = order.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ([_] or [_, "asc" or "desc"]))
            return Bad(call, "OData query syntax error");
        if (properties(words[0]) is not { } property)
            return Bad(call, $"Could not find a property named '{words[0]}'");
        if (Top(call) is not { } top)
            return Bad(call, "Invalid value for $top.");
        SkipToken? token = null;
        if (call.Query["$skipToken"].ToString() is { Length: > 0 } text && (token = SkipToken.Decode(text)) is null)
            return Bad(call, "Invalid continuation token");

        var comparer = new PlaceComparer(descending: words is [_, "desc"]);
        var rest = items.Where(matches).Select(item => (Item: item, Place: new SkipToken(SortKey(property.Value(item)), name(item))))
            .OrderBy(pair => pair.Place, comparer).ToList();
        var shown = rest.Where(pair => token is not { Key.Length: > 0 } || comparer.Compare(pair.Place, token) > 0).Take(top).ToList();
        var round = token?.Round ?? 0;
        var page = new JsonObject { ["value"] = new JsonArray(shown.Select(pair => Row(write(pair.Item), round)).ToArray()) };
        if (shown.Count > 0 && shown[^1].Place != rest[^1].Place)
            page["nextLink"] = NextLink(call, shown[^1].Place with { Round = round });
        else if (call.IsEndless)
            page["nextLink"] = NextLink(call, new SkipToken("", "", round + 1));
        if (call.IsCircular && rest.Count > 0)
            page["nextLink"] = NextLink(call, rest[Math.Min(top, rest.Count) - 1].Place with { Round = token is null ? 0 : 1 - round });
        return Api.Answer.Ok(page);
    }

    // Of what has names of its own each round shows other rows.
    private JsonNode Row(JsonNode row, int round)
    {
        if (round > 0 && renamesRounds)
            row["name"] = $"{row["name"]}-{round}";
        return row;
    }

    // Not escaped: clients of the real service find spaces and dollar signs in it and have to escape it themselves.
    private static string NextLink(ApiCall call, SkipToken last)
    {
        var options = call.Query.Where(pair => !pair.Key.Equals("$skipToken", StringComparison.OrdinalIgnoreCase))
            .Select(pair => $"{pair.Key}={pair.Value}").Append($"$skipToken={last.Encode()}");
        return $"{call.Url.GetLeftPart(UriPartial.Authority)}{Uri.UnescapeDataString(call.Url.AbsolutePath)}?{string.Join('&', options)}";
    }

    private static int? Top(ApiCall call)
    {
        if (call.Query["$top"].ToString() is not { Length: > 0 } text)
            return SentinelLimits.DefaultPage;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0
            ? Math.Min(top, SentinelLimits.LargestPage)
            : null;
    }

    private static string SortKey(object? value) => value switch
    {
        DateTimeOffset moment => moment.UtcTicks.ToString("D19", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0000000000", CultureInfo.InvariantCulture),
        string text => text,
        _ => "",
    };

    private Answer Bad(ApiCall call, string message) => api.Error(call, StatusCodes.Status400BadRequest, "BadRequest", message);

    private sealed class PlaceComparer(bool descending) : IComparer<SkipToken>
    {
        public int Compare(SkipToken? left, SkipToken? right)
        {
            var order = string.CompareOrdinal(left!.Key, right!.Key);
            order = order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
            return descending ? -order : order;
        }
    }
}
