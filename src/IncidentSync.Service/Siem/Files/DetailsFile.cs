namespace IncidentSync.Service.Siem.Files;

/// <summary>Every value that somebody types into a SIEM.</summary>
internal static class DetailsFile
{
    public static string Text(AccessDetails details) => string.Concat(Lines(details).Select(line => $"{line.Name}: {line.Value}\n"));

    /// <summary>The values by the names that the SIEMs' own pages use.</summary>
    public static IEnumerable<(string Name, string Value)> Lines(AccessDetails details)
    {
        yield return ("Client", $"{details.Client.Name} ({details.Client.Type})");
        yield return ("Connections", string.Join(", ", details.Client.Connections.Select(connection => connection.Name)));
        yield return ("Client ID", $"{details.Client.Id}");
        yield return ("Client secret", details.Secret);
        foreach (var authority in details.Authorities)
        {
            yield return ("Authorization server URL", $"{authority}/oauth2/token");
        }

        yield return ("Resource", details.Resource);
        yield return ("Events URL", details.EventsUrl);
    }
}
