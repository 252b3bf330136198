using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using Text = IncidentSync.Core.Values.Text;

namespace IncidentSync.Core.Alerts;

/// <summary>The comment at the twin that lists the alerts of its incident in Defender.</summary>
/// <remarks>
/// Every time in it but the first line's is the creation of an alert, and what comes from evidence is sorted, so that a moved stamp or
/// another order changes nothing. When it would be too long, the lists of things are shortened first, each alike, and the oldest of the
/// lines go after them.
/// </remarks>
public sealed record AlertText
{
    /// <summary>The longest comment, markup encoded; Sentinel holds 30,000.</summary>
    public const int Longest = 20_000;

    private const int MostLines = 50;
    private const int MostThings = 50;

    // A longer title, name or URL is cut: one of them must not take the place of all others.
    private const int LongestWords = 256;

    private AlertText(string head, string body, Stamp at)
    {
        Written = string.Create(CultureInfo.InvariantCulture, $"{head}, {At(at)}\n{body}");
        Digest = DigestOf(head, body);
    }

    /// <summary>The comment as it is sent to Sentinel: markup is encoded, and URLs of evidence open nothing.</summary>
    public string Written { get; }

    /// <summary>
    /// SHA-256 in lower hex of the comment without the date of its first line: it is written again only when this changes.
    /// </summary>
    public string Digest { get; }

    /// <summary>The comment about these alerts.</summary>
    /// <param name="alerts">The newest version of each alert of the incident, in any order.</param>
    /// <param name="incidentId">The incident in Defender.</param>
    /// <param name="at">The date of the first line: when it is written.</param>
    /// <returns>At most <see cref="Longest"/> characters.</returns>
    public static AlertText Of(IReadOnlyCollection<Alert> alerts, IncidentId incidentId, Stamp at)
    {
        var high = alerts.Count(alert => alert.Severity.Equals("high", StringComparison.OrdinalIgnoreCase));
        var head = string.Create(CultureInfo.InvariantCulture, $"Alerts of this incident in Defender: {alerts.Count} ({high} high)");
        var query = Markup.Encode($"DefenderAlerts | where IncidentId == \"{incidentId.Value}\"");
        var newest = alerts.OrderByDescending(alert => alert.Created).ThenBy(alert => alert.Id, StringComparer.Ordinal);
        var lines = newest.Select(Line).ToList();
        var things = Things(alerts);
        var room = Longest - head.Length - $", {At(at)}\n".Length;
        var shorter = Enumerable.Range(0, MostThings + 1).Select(less => (Lines: MostLines, Things: MostThings - less))
            .Concat(Enumerable.Range(1, MostLines).Select(less => (Lines: MostLines - less, Things: 0)));
        var body = shorter.Select(most => Body(lines, most.Lines, things, most.Things, query)).First(body => body.Length <= room);
        return new(head, body, at);
    }

    /// <summary>The digest of such a text as a portal shows it.</summary>
    /// <param name="shown">The text.</param>
    /// <returns>Equal to <see cref="Digest"/> where it says the same.</returns>
    public static string DigestOf(string shown)
    {
        var end = shown.IndexOf('\n', StringComparison.Ordinal);
        var date = end < 0 ? -1 : shown.LastIndexOf(", ", end, StringComparison.Ordinal);
        return DigestOf(date < 0 ? shown : shown[..date], end < 0 ? "" : shown[(end + 1)..]);
    }

    private static string Body(
        IReadOnlyList<string> lines, int mostLines, IReadOnlyList<(string Name, IReadOnlyList<string> Items)> things, int mostThings,
        string query) => string.Join('\n', [
            .. lines.Take(mostLines),
            .. lines.Count > mostLines ? [More(lines.Count - mostLines)] : Array.Empty<string>(),
            .. things.Where(thing => thing.Items.Count > 0).Select(thing => List(thing.Name, thing.Items, mostThings)),
            query]);

    private static string List(string name, IReadOnlyList<string> items, int most) => $"{name}: " + string.Join(", ", [
        .. items.Take(most),
        .. items.Count > most ? [More(items.Count - most)] : Array.Empty<string>()]);

    private static string More(int count) => string.Create(CultureInfo.InvariantCulture, $"and {count} more");

    private static string Line(Alert alert) => string.Join(" | ", [
        Shown(alert.Severity.Length == 0 ? "" : char.ToUpperInvariant(alert.Severity[0]) + alert.Severity[1..]),
        Shown(alert.Title), Shown(alert.ServiceSource), Shown(alert.Status), At(alert.Created), Shown(alert.AlertWebUrl)]);

    private static IReadOnlyList<(string Name, IReadOnlyList<string> Items)> Things(IReadOnlyCollection<Alert> alerts)
    {
        var evidence = alerts.SelectMany(alert => alert.Evidence).ToList();
        return
        [
            ("Hosts", Named(evidence, one => one.Device?.ShownName)),
            ("Accounts", Named(evidence, one => one.Account is { } account ? Account(account) : null)),
            ("IPs", Named(evidence, one => one.IpAddress)),
            ("Files", Named(evidence, one => one.File is { } file ? File(file) : null)),
            ("URLs", Named(evidence, one => Defanged.Of(one.Url))),
        ];
    }

    private static List<string> Named(IEnumerable<Evidence> evidence, Func<Evidence, string?> name) => [.. evidence.Select(name)
        .OfType<string>().Where(found => found.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.OrdinalIgnoreCase).ThenBy(found => found, StringComparer.Ordinal).Select(Shown)];

    private static string Account(AccountDetails account) =>
        account.UserPrincipalName.Length > 0 ? account.UserPrincipalName : account.Name.Length > 0 ? account.FullName : account.Sid;

    private static string File(FileDetails file) => (file.Directory, file.Name) switch
    {
        ("", "") => file.Hash,
        ("", var name) => name,
        (var directory, var name) when directory.Contains('/') => $"{directory.TrimEnd('/')}/{name}",
        (var directory, var name) => $@"{directory.TrimEnd('\\')}\{name}",
    };

    private static string Shown(string words)
    {
        var line = Crossing.Line(words);
        var cut = Text.Cut(line, LongestWords);
        return Markup.Encode(cut.Length < line.Length ? $"{cut}\u2026" : line);
    }

    private static string At(Stamp stamp) => string.Create(CultureInfo.InvariantCulture, $"{stamp.Moment:yyyy-MM-dd HH:mm} UTC");

    private static string DigestOf(string head, string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{head}\n{body}")));
}
