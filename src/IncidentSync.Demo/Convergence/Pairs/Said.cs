using System.Net;
using System.Text.RegularExpressions;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Pairs;

/// <summary>One comment as the judge reads it: a copy names its author in a first line and carries a marker as its last. What a person
/// signs is no copy, whatever it quotes.</summary>
/// <param name="Text">As it stands there.</param>
/// <param name="Body">What was said, without the first line and the marker, whatever the portals did to entities and white space.</param>
/// <param name="IsCopy">It was carried there.</param>
internal sealed partial record Said(string Text, string Body, bool IsCopy, DateTimeOffset At)
{
    public static IEnumerable<Said> In(DefenderIncident incident) => incident.Comments.Select(comment =>
        Of(comment.Text, comment.CreatedByDisplayName.Contains('@', StringComparison.Ordinal), comment.CreatedDateTime));

    public static IEnumerable<Said> In(SentinelIncident incident) => incident.Comments.Where(comment => !AlertsComment.Is(comment))
        .SelectMany(comment =>
        comment.Author.UserPrincipalName is null && Digest().Match(comment.Message) is { Success: true } digest
            ? Entries(digest.Groups["entries"].Value, comment.CreatedTimeUtc)
            : [Of(comment.Message, comment.Author.UserPrincipalName is not null, comment.CreatedTimeUtc)]);

    public static Said Of(string text, bool byPerson = false, DateTimeOffset at = default) =>
        !byPerson && Copy().Match(text) is { Success: true } copy
            ? new Said(text, Plain(copy.Groups["body"].Value), true, at)
            : new Said(text, Plain(Marker().Replace(text, "")), false, at);

    private static IEnumerable<Said> Entries(string digest, DateTimeOffset at) =>
        Entry().Matches(digest.Trim()).Select(entry => new Said(entry.Value, Plain(entry.Groups["body"].Value), true, at));

    private static string Plain(string text) =>
        WhiteSpace().Replace(Texts.Plain(Decoded(text)).Replace("\u200B", "", StringComparison.Ordinal), " ").Trim();

    // A copy of what has entities has entities of entities.
    private static string Decoded(string text) => WebUtility.HtmlDecode(text) is var decoded && decoded == text ? text : Decoded(decoded);

    [GeneratedRegex(
        @"\A[^\n]+ in (Defender|Sentinel), [-0-9]+ [:0-9]+ UTC( \(\d+/\d+\))?:\s(?<body>.*)\[incidentsync [^\]]+\]\s*\z",
        RegexOptions.Singleline)]
    private static partial Regex Copy();

    // Where Sentinel has no room for more, one comment holds many copies.
    [GeneratedRegex(
        @"\AThese comments were written in Defender [^\n]+:\s+(?<entries>.*)\[incidentsync [^\]]+\]\s*\z", RegexOptions.Singleline)]
    private static partial Regex Digest();

    [GeneratedRegex(
        @"\G\s*[^\n]+ in Defender, [-0-9]+ [:0-9]+ UTC:\s(?<body>.*?)(?=\n\n[^\n]+ in Defender, [-0-9]+ [:0-9]+ UTC:\s|\z)",
        RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\[incidentsync [^\]]+\]\s*\z")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
