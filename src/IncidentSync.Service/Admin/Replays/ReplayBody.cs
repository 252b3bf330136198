using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using IncidentSync.Service.Admin.Answers;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>Which links an operator wants planned again, and why.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Since">Every link of which a portal or the journal says something at or after this time, which has an offset:
/// 2026-11-22T00:00:00Z. Either this or <paramref name="Ids"/>.</param>
/// <param name="Ids">1 to 1,000 ids of links.</param>
/// <param name="DryRun">Nothing is marked: what would be written is told. True when it is not said.</param>
/// <param name="Reason">1 to 500 characters on one line; whoever may read the connection reads it.</param>
internal sealed record ReplayBody(
    [property: Required] string? Connection,
    string? Since,
    Guid[]? Ids,
    [property: DefaultValue(true)] bool? DryRun,
    [property: Required] string? Reason)
{
    private const int MostIds = 1000;
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>What is asked for; what is wrong with it is in <paramref name="errors"/>.</summary>
    public ReplayRequest Read(InputErrors errors)
    {
        var since = default(DateTimeOffset);
        var unreadable = Since is not null
            && !DateTimeOffset.TryParseExact(Since, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since);
        errors.When(Connection is null, "connection", "must name a connection");
        errors.When(unreadable, "since", "must be a time with its offset, like 2026-11-22T00:00:00Z");
        errors.When((Since is null) == (Ids is null), "since", "or 'ids' must be given, one of the two");
        errors.When(Ids is { Length: 0 or > MostIds }, "ids", $"must be 1 to {MostIds} ids of links");
        return new ReplayRequest(
            Connection ?? "",
            Since is null ? null : since.ToUniversalTime(),
            Ids is null ? null : [.. Ids.Distinct().Order()],
            DryRun ?? true);
    }
}
