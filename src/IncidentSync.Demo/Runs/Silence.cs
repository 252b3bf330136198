using System.Collections.Immutable;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Runs;

/// <summary>
/// What people wrote, who they are, and what lets the service in: none of it may stand in what the service and its database leave behind.
/// </summary>
internal static class Silence
{
    /// <summary>A shorter word may be anybody's.</summary>
    private const int Shortest = 8;

    // A token is a JWT, and those begin with a brace and a quote in base64.
    private const string TokenBegins = "eyJ";

    // Members of evidence that say what somebody did.
    private static readonly ImmutableArray<string> Told = ["deviceDnsName", "processCommandLine", "ipAddress", "url", "registryValue"];

    /// <param name="world">The portals, whose every word is forbidden.</param>
    /// <param name="secrets">What lets a SIEM in.</param>
    /// <param name="files">Where the words would be found.</param>
    /// <returns>How many lines were read, and what was found: the file, the line, and what kind of word, never the word.</returns>
    public static (int Lines, ImmutableArray<string> Found) Listen(World world, IEnumerable<string> secrets, IEnumerable<string> files)
    {
        var forbidden = Forbidden(world, secrets)
            .Where(word => word.Text.Length >= Shortest || word.Text == TokenBegins).Distinct().ToList();
        var (count, found) = (0, ImmutableArray.CreateBuilder<string>());
        foreach (var file in files)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                found.AddRange(forbidden.Where(word => line.Contains(word.Text, StringComparison.OrdinalIgnoreCase))
                    .Select(word => $"{Path.GetFileName(file)}, line {number}, holds a {word.Kind}."));
            }

            count += number;
        }

        return (count, found.ToImmutable());
    }

    private static IEnumerable<(string Kind, string Text)> Forbidden(World world, IEnumerable<string> secrets) =>
    [
        ("token", TokenBegins),
        ("secret", Contoso.Secret),
        .. secrets.Select(secret => ("secret", secret)),
        .. world.Tenants.SelectMany(tenant => tenant.Persons).Select(person => ("person", person.UserPrincipalName)),
        .. world.Defenders.SelectMany(portal => portal.Incidents()).SelectMany(OfDefender),
        .. world.Sentinels.SelectMany(portal => portal.Incidents()).SelectMany(OfSentinel),
        .. world.Defenders.SelectMany(portal => portal.Alerts()).SelectMany(OfAlert),
    ];

    private static IEnumerable<(string Kind, string Text)> OfAlert(IncidentSync.Simulator.Defender.DefenderAlert alert) =>
    [
        ("title", alert.Title), ("description", alert.Description ?? ""),
        .. alert.Comments.SelectMany(comment => Lines("comment", comment.Text)),
        .. alert.Evidence.SelectMany(evidence => Told.Select(member => ("piece of evidence", $"{evidence[member]}"))),
    ];

    private static IEnumerable<(string Kind, string Text)> OfDefender(IncidentSync.Simulator.Defender.DefenderIncident incident) =>
    [
        ("title", incident.DisplayName), ("description", incident.Description ?? ""), ("closing comment", incident.ResolvingComment ?? ""),
        .. incident.Comments.SelectMany(comment => Lines("comment", comment.Text)),
    ];

    private static IEnumerable<(string Kind, string Text)> OfSentinel(IncidentSync.Simulator.Sentinel.SentinelIncident incident) =>
    [
        ("title", incident.Title), ("description", incident.Description ?? ""), ("closing comment", incident.ClassificationComment ?? ""),
        .. incident.Comments.SelectMany(comment => Lines("comment", comment.Message)),
    ];

    private static IEnumerable<(string Kind, string Text)> Lines(string kind, string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries).Select(line => (kind, line));
}
