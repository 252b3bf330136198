using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.OData;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>One page of an ARM list. It goes on after the last key it showed, so while a list is read in ascending order of change, an item
/// that changes shows up again and none is missed; descending, one can be. What a client asks for itself counts before what its token
/// remembers.</summary>
internal sealed class ArmPage<T>(
    IPortalApi api, Func<T, string> name, Func<string, ODataProperty<T>?> properties, string defaultOrder, bool renamesRounds = false)
{
    public Answer Answer(ApiCall call, IEnumerable<T> items, Func<T, JsonNode> write)
    {
        SkipToken? token = null;
        if (Option(call, "$skipToken") is { } text && (token = SkipToken.Decode(text)) is null)
        {
            return Bad(call, "Invalid continuation token");
        }

        var (filter, order) = (Option(call, "$filter") ?? token?.Filter, Option(call, "$orderby") ?? token?.OrderBy);
        var (matches, error) = FilterParser<T>.Parse(filter, properties);
        if (matches is null)
        {
            return Bad(call, error!.Message);
        }

        var words = (order ?? defaultOrder).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ([_] or [_, "asc" or "desc"]))
        {
            return Bad(call, "OData query syntax error");
        }

        if (properties(words[0]) is not { } property)
        {
            return Bad(call, $"Could not find a property named '{words[0]}'");
        }

        if (Top(call, token) is not { } top)
        {
            return Bad(call, "Invalid value for $top.");
        }

        var comparer = new PlaceComparer(descending: words is [_, "desc"]);
        var rest = items.Where(matches).Select(item => (Item: item, Place: new SkipToken(SortKey(property.Value(item)), name(item))))
            .OrderBy(pair => pair.Place, comparer).ToList();
        var shown = rest.Where(pair => token is not { Key.Length: > 0 } || comparer.Compare(pair.Place, token) > 0).Take(top).ToList();
        var round = token?.Round ?? 0;
        var page = new JsonObject { ["value"] = new JsonArray(shown.Select(pair => Row(write(pair.Item), round)).ToArray()) };
        if (shown.Count > 0 && shown[^1].Place != rest[^1].Place)
        {
            GoOn(shown[^1].Place with { Round = round });
        }
        else if (call.IsEndless)
        {
            GoOn(new SkipToken("", "", round + 1));
        }

        if (call.IsCircular && rest.Count > 0)
        {
            GoOn(rest[Math.Min(top, rest.Count) - 1].Place with { Round = token is null ? 0 : 1 - round });
        }

        return Api.Answer.Ok(page);

        void GoOn(SkipToken place) => page["nextLink"] = NextLink(call, place with { Filter = filter, OrderBy = order, Top = top });
    }

    // Of what has names of its own each round shows other rows.
    private JsonNode Row(JsonNode row, int round)
    {
        if (round > 0 && renamesRounds)
        {
            row["name"] = $"{row["name"]}-{round}";
        }

        return row;
    }

    // Not escaped: clients of the real service find dollar signs in it, and what their own names have.
    private static string NextLink(ApiCall call, SkipToken last) =>
        $"{call.Url.GetLeftPart(UriPartial.Authority)}{Uri.UnescapeDataString(call.Url.AbsolutePath)}"
        + $"?api-version={call.Query["api-version"]}&$skipToken={last.Encode()}";

    private static string? Option(ApiCall call, string name) => call.Query[name].ToString() is { Length: > 0 } given ? given : null;

    private static int? Top(ApiCall call, SkipToken? token)
    {
        if (Option(call, "$top") is not { } text)
        {
            return token?.Top ?? SentinelLimits.DefaultPage;
        }

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
