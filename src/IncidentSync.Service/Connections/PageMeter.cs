using IncidentSync.Connectors;
using IncidentSync.Core.Links;

namespace IncidentSync.Service.Connections;

/// <summary>How a list goes on after a page.</summary>
internal enum PageVerdict
{
    /// <summary>It was the last page.</summary>
    Whole,

    /// <summary>The next page is read.</summary>
    GoesOn,

    /// <summary>There is more, and no more is read at once.</summary>
    Full,

    /// <summary>It leads back to a page that was read.</summary>
    Circles,
}

/// <summary>Counts the pages of one list: whoever follows pages asks it after each.</summary>
/// <remarks>
/// <code>
/// | the page says that another follows | and                                 | then the list           |
/// |------------------------------------|-------------------------------------|-------------------------|
/// | no                                 |                                     | is whole                |
/// | yes                                | under a link that was followed      | circles: it has failed  |
/// | yes                                | the pages or bytes are at the limit | is full                 |
/// | yes                                | they are not                        | goes on                 |
/// </code>
/// </remarks>
internal sealed class PageMeter(ListLimits limits)
{
    private readonly HashSet<string> _followed = [];
    private int _pages;
    private long _bytes;

    /// <summary>Why a list that circles has failed.</summary>
    public static Failure Circle { get; } =
        new Failure.RetryLater(null, "the list leads back to a page that was read already: it would never end");

    /// <summary>What becomes of the list after a page.</summary>
    public PageVerdict After(FeedContinuation? next, long bytes)
    {
        _pages++;
        _bytes += bytes;
        return next is null ? PageVerdict.Whole
            : !_followed.Add(next.Value) ? PageVerdict.Circles
            : _pages >= limits.Pages || _bytes >= limits.Bytes ? PageVerdict.Full
            : PageVerdict.GoesOn;
    }
}
