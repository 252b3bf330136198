using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>The comment at a twin that tells of the incident's alerts and their entities.</summary>
/// <param name="Text">The text as it is sent to Sentinel: markup is encoded.</param>
/// <param name="Digest">What it says without its date.</param>
public sealed record AlertText(string Text, string Digest)
{
    private const int MostCharacters = 20_000;
    private const int MostLines = 50;
    private const int MostEntities = 50;
    private const string Beginning = "Alerts of this incident in Defender: ";

    /// <summary>The text for an incident.</summary>
    /// <param name="incidentId">Defender's incident.</param>
    /// <param name="alerts">Its alerts.</param>
    /// <param name="now">The date in its first line.</param>
    /// <returns>The text, at most 20,000 characters.</returns>
    public static AlertText Of(string incidentId, IReadOnlyList<Alert> alerts, DateTimeOffset now)
    {
        var newest = alerts.OrderByDescending(alert => alert.Created).ThenBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        var (lines, entities) = (Math.Min(newest.Count, MostLines), MostEntities);
        var text = Write(incidentId, newest, lines, entities, now);
        while (text.Length > MostCharacters && (entities > 0 || lines > 0))
        {
            (entities, lines) = entities > 0 ? (entities / 2, lines) : (0, lines - 1);
            text = Write(incidentId, newest, lines, entities, now);
        }

        return new AlertText(text, DigestOf(text));
    }

    /// <summary>What such a text says without its date, whatever a portal made of its entities and white space.</summary>
    /// <param name="text">The comment as it is sent or shown.</param>
    /// <returns>Lower-case hexadecimal digits; equal for texts that say the same.</returns>
    public static string DigestOf(string text)
    {
        var (first, rest) = text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? (text[..end], text[end..]) : (text, "");
        var undated = first.LastIndexOf(", ", StringComparison.Ordinal) is >= 0 and var comma ? first[..comma] : first;
        var canonical = CommentText.Canonical(WebUtility.HtmlDecode($"{undated}\n{rest}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))[..32];
    }

    private static string Write(string incidentId, List<Alert> alerts, int lines, int most, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var high = alerts.Count(alert => alert.Severity.Equals("high", StringComparison.OrdinalIgnoreCase));
        text.Append(CultureInfo.InvariantCulture, $"{Beginning}{alerts.Count} ({high} high), {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n");
        foreach (var alert in alerts.Take(lines))
        {
            text.AppendJoin(" | ", Shown(Capital(alert.Severity)), Shown(alert.Title), Shown(alert.ServiceSource), Shown(alert.Status),
                string.Create(CultureInfo.InvariantCulture, $"{alert.Created.Moment:yyyy-MM-dd HH:mm} UTC"), Shown(alert.AlertWebUrl)).Append('\n');
        }

        More(text, alerts.Count - lines);
        foreach (var (name, values) in Entities(alerts))
        {
            Append(text, name, values, most);
        }

        return text.Append(CultureInfo.InvariantCulture, $"DefenderAlerts | where IncidentId == \"{Shown(incidentId)}\"").ToString();
    }

    private static void Append(StringBuilder text, string name, List<string> values, int most)
    {
        if (values.Count == 0)
        {
            return;
        }

        text.Append(name).Append(": ").AppendJoin(", ", values.Take(most).Select(Shown));
        if (values.Count > most)
        {
            text.Append(most > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"and {values.Count - most} more");
        }

        text.Append('\n');
    }

    private static void More(StringBuilder text, int more)
    {
        if (more > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {more} more\n");
        }
    }

    private static IEnumerable<(string Name, List<string> Values)> Entities(List<Alert> alerts)
    {
        var evidence = alerts.SelectMany(alert => alert.Evidence).ToList();
        yield return ("Hosts", Distinct(evidence.Select(piece => piece.Device?.ShownName ?? "")));
        yield return ("Accounts", Distinct(evidence.Select(piece => NameOf(piece.Account))));
        yield return ("IPs", Distinct(evidence.Select(piece => piece.IpAddress)));
        yield return ("Files", Distinct(evidence.Select(piece => piece.File?.Name ?? "")));
        yield return ("URLs", Distinct(evidence.Select(piece => Defanged(piece.Url))));
    }

    private static List<string> Distinct(IEnumerable<string> values) =>
        [.. values.Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    private static string NameOf(AccountDetails? account) =>
        account is null ? ""
        : account.UserPrincipalName.Length > 0 ? account.UserPrincipalName
        : account.FullName;

    // So that nobody opens it by a click.
    private static string Defanged(string url) => url
        .Replace("http", "hxxp", StringComparison.OrdinalIgnoreCase).Replace(".", "[.]", StringComparison.Ordinal);

    private static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];

    private static string Shown(string text) => Markup.Encode(Crossing.Line(text));
}
