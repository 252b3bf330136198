namespace IncidentSync.Simulator.Pages;

/// <summary>One line of a queue; values in the portal's own spelling.</summary>
/// <param name="Reason">Determination or classification reason.</param>
/// <param name="FixedTags">Those the portal set and a person cannot change.</param>
/// <param name="ModifiedBy">As the portal names who wrote last; <paramref name="Hand"/> says what kind of hand that was.</param>
/// <param name="MergedInto">The Defender incident this one was merged into; empty when it was merged into one nobody names here.</param>
/// <param name="DefenderId">The Defender incident a Sentinel incident says it belongs to.</param>
internal sealed record ShownRow(
    string Id,
    string Number,
    string Title,
    string Severity,
    string Status,
    string? Owner,
    string? Classification,
    string? Reason,
    IEnumerable<string> Tags,
    IEnumerable<string> FixedTags,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    string ModifiedBy,
    string Hand,
    int Alerts,
    int Comments,
    string? MergedInto = null,
    string? DefenderId = null);
