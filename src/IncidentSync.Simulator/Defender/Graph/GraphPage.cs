using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.OData;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>One page of a Graph list: filtered, in the list's own moving order or the one that was asked for, skipped, cut, and of each
/// item what was selected. Nothing is frozen between two pages.</summary>
internal sealed class GraphPage<T>(
    IPortalApi api, string collection, int most, Func<string, ODataProperty<T>?> properties, JsonObject whole)
{
    /// <summary>A larger page than the largest is the largest, not an error.</summary>
    public bool ClampsTop { get; init; }

    /// <summary>How far $skip and $top reach together; null for any number.</summary>
    public int? Deepest { get; init; }

    /// <param name="call">What was asked.</param>
    /// <param name="ordered">The list as it is now, in its default order.</param>
    /// <param name="write">An item with all its properties.</param>
    public Answer Answer(ApiCall call, IEnumerable<T> ordered, Func<T, JsonObject> write)
    {
        if (ReadNumber(call, "$top", most) is not { } top || ReadNumber(call, "$skip", 0) is not { } skip)
        {
            return Bad(call, "Invalid value specified for $top or $skip.");
        }

        if (top > most && !ClampsTop)
        {
            return Bad(call, $"The limit of '{most}' for Top query has been exceeded");
        }

        top = Math.Min(top, most);
        if ((long)skip + top > Deepest)
        {
            return Bad(call, $"The sum of $top and $skip must not exceed {Deepest}.");
        }

        var (matches, error) = FilterParser<T>.Parse(call.Query["$filter"], properties, hasIn: true);
        if (matches is null)
        {
            return Bad(call, $"Invalid filter clause: {error!.Message}");
        }

        if (GraphOrder.Of(call.Query["$orderby"], properties) is not { } order)
        {
            return Bad(call, $"Invalid orderby clause: '{call.Query["$orderby"]}'");
        }

        var selection = GraphSelection.Of(call);
        if (selection.Problem(whole) is { } problem)
        {
            return Bad(call, problem);
        }

        var found = order(ordered.Where(matches)).ToList();
        var page = new JsonObject { ["@odata.context"] = selection.Context(collection) };
        if (string.Equals(call.Query["$count"], "true", StringComparison.OrdinalIgnoreCase))
        {
            page["@odata.count"] = found.Count;
        }

        var shown = call.IsEndless && found.Count > 0
            ? Enumerable.Range(skip, top).Select(place => found[place % found.Count])
            : found.Skip(skip).Take(top);
        page["value"] = new JsonArray([.. shown.Select(item => selection.Of(write(item)))]);
        if (call.IsEndless || (skip + top < found.Count && top > 0))
        {
            page["@odata.nextLink"] = NextLink(call, skip + top);
        }

        return Api.Answer.Ok(page);
    }

    private string NextLink(ApiCall call, int skip)
    {
        var options = call.Query.Where(pair => !pair.Key.Equals("$skip", StringComparison.OrdinalIgnoreCase))
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}")
            .Append(string.Create(CultureInfo.InvariantCulture, $"$skip={skip}"));
        return $"{new Uri(call.Url, $"/v1.0/{collection}")}?{string.Join('&', options)}";
    }

    private Answer Bad(ApiCall call, string message) => api.Error(call, StatusCodes.Status400BadRequest, "BadRequest", message);

    private static int? ReadNumber(ApiCall call, string name, int otherwise) =>
        call.Query[name].ToString() is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;
}
