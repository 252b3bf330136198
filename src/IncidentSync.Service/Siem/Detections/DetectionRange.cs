using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Answers;

namespace IncidentSync.Service.Siem.Detections;

/// <summary>Which detections are asked for.</summary>
/// <param name="Since">Not earlier than this; null: by <paramref name="Ago"/>, else the last two hours.</param>
/// <param name="Until">Earlier than this; null: now.</param>
/// <param name="Ago">How long before now it begins.</param>
/// <param name="Limit">At most so many, the newest.</param>
/// <param name="Groups">The device is in one of these groups; none: in any.</param>
/// <param name="Tags">For each list: the device has one of its tags.</param>
/// <param name="Ignored">How many parameters mean nothing here.</param>
internal sealed record DetectionRange(
    Stamp? Since,
    Stamp? Until,
    TimeSpan? Ago,
    long? Limit,
    IReadOnlyList<string> Groups,
    IReadOnlyList<IReadOnlyList<string>> Tags,
    int Ignored)
{
    /// <summary>How far back an answer goes when nothing is said.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromHours(2);

    private static readonly string[] Known =
    [
        "sinceTimeUtc", "untilTimeUtc", "ago", "limit", "machinegroups", "DeviceCreatedMachineTags", "CloudCreatedMachineTags",
    ];

    public static DetectionRange Read(IQueryCollection query, InputErrors errors)
    {
        var (since, until, ago) = (Time("sinceTimeUtc"), Time("untilTimeUtc"), Once("ago"));
        var duration = ago is null ? null : QueryTime.Duration(ago);
        errors.When(ago is not null && duration is null, "ago", "must be an ISO 8601 duration like PT10M");
        errors.When(ago is not null && (since ?? until) is not null, "ago", "stands instead of sinceTimeUtc and untilTimeUtc");
        var limit = Once("limit");
        var most = 0L;
        var wrong = limit is not null && (!long.TryParse(limit.Trim('"', '\''), out most) || most < 1);
        errors.When(wrong, "limit", "must be a number from 1");
        return new DetectionRange(
            since,
            until,
            duration,
            limit is null ? null : most,
            [.. query["machinegroups"].OfType<string>().Where(group => group.Length > 0)],
            [.. new[] { "DeviceCreatedMachineTags", "CloudCreatedMachineTags" }.Select(TagsOf).Where(tags => tags.Count > 0)],
            query.Keys.Count(key => !Known.Contains(key, StringComparer.OrdinalIgnoreCase)));

        Stamp? Time(string name)
        {
            var text = Once(name);
            var time = text is null ? null : QueryTime.Moment(text);
            errors.When(text is not null && time is null, name, "must be a time like 2026-11-28T12:00:00Z");
            return time;
        }

        string? Once(string name)
        {
            errors.When(query[name].Count > 1, name, "is given more than once");
            return query[name].FirstOrDefault();
        }

        IReadOnlyList<string> TagsOf(string name) =>
        [
            .. query[name].OfType<string>()
                .SelectMany(tags => tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
    }
}
