using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentSync.Service.Admin.Answers;

/// <summary>One page of a list, in the order of the list's key.</summary>
/// <param name="Items">At most <c>top</c> of them.</param>
/// <param name="Next">Where the list goes on, relative to the host; null at its end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How pages are cut: one row more than asked for tells whether there is another page.</summary>
internal static class Page
{
    private const int DefaultTop = 50;
    private const int MostTop = 200;

    /// <summary>How many items a page has; 50 when it is not said, at most 200.</summary>
    public static int ReadTop(string? text, InputErrors errors)
    {
        var top = DefaultTop;
        var isNumber = text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top);
        var wrong = !isNumber || top is < 1 or > MostTop;
        errors.When(wrong, "top", $"must be a number from 1 to {MostTop}");
        return top;
    }

    /// <summary>The number of the row that a page begins behind.</summary>
    /// <param name="text">What was asked for.</param>
    /// <param name="errors">Where it is told when that is no number.</param>
    /// <param name="first">What is before the first row, when nothing was asked for.</param>
    public static long ReadAfter(string? text, InputErrors errors, long first = 0)
    {
        var after = first;
        var wrong = text is not null && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after);
        errors.When(wrong, "after", "must be a row's id");
        return after;
    }

    /// <param name="rows">Up to <paramref name="top"/> + 1 rows.</param>
    /// <param name="top">How many are shown.</param>
    /// <param name="key">What <c>after</c> says to go on behind a row.</param>
    /// <param name="request">Its other parameters stay in the link.</param>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, int top, Func<T, string> key, HttpRequest request)
    {
        if (rows.Count <= top)
        {
            return new Page<T>(rows, null);
        }

        var shown = rows.Take(top).ToList();
        var query = request.Query.Where(pair => !pair.Key.Equals("after", StringComparison.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))
            .Append(KeyValuePair.Create("after", (string?)key(shown[^1])));
        return new Page<T>(shown, QueryHelpers.AddQueryString(request.Path, query));
    }
}
