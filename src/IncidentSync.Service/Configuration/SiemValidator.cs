using System.Text.RegularExpressions;

namespace IncidentSync.Service.Configuration;

/// <summary>What can be wrong with what other SIEMs get.</summary>
internal static partial class SiemValidator
{
    /// <summary>Whether a client may be called so.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    public static void Validate(SiemOptions siem, IReadOnlyCollection<string> connections, Errors errors)
    {
        var api = errors.At("Api");
        api.Https("PublicUrl", siem.Api.PublicUrl);
        api.When(siem.Api.PerMinute < 1, "PerMinute", "must be at least 1");
        api.When(siem.Api.PerHour < 1, "PerHour", "must be at least 1");
        api.Positive("SecretLife", siem.Api.SecretLife);
        api.Positive("RefreshTokenLife", siem.Api.RefreshTokenLife);
        api.Positive("AccessTokenLife", siem.Api.AccessTokenLife);
        var clients = errors.At("Clients");
        foreach (var (client, index) in siem.Clients.Select((client, index) => (client, index)))
        {
            Validate(client, connections, clients.At($"{index}"));
        }

        Twice(siem.Clients.Select(client => client.Name), "clients named", clients);
        Twice(siem.Clients.Select(client => client.EntraClientId), "clients with the EntraClientId", clients);
    }

    private static void Validate(SiemClientOptions client, IReadOnlyCollection<string> connections, Errors errors)
    {
        errors.When(!IsName(client.Name), "Name", "must be 1 to 63 letters, digits or hyphens, and begin with a letter or digit");
        errors.OneOf("Type", client.Type, "ArcSight", "QRadar", "Generic");
        errors.Required("EntraClientId", client.EntraClientId, "a client without one is made by incidentsync siem enable");
        errors.Guid("EntraClientId", client.EntraClientId);
        errors.When(client.Connections.Count == 0, "Connections", "is empty; name the connections whose detections it sees");
        foreach (var unknown in client.Connections.Where(name => !connections.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            errors.When(true, "Connections", $"names '{unknown}', which is no connection");
        }
    }

    private static void Twice(IEnumerable<string> values, string what, Errors errors)
    {
        foreach (var same in values.Where(value => value.Length > 0).GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1))
        {
            errors.When(true, "", $"has {same.Count()} {what} '{same.Key}'; once is enough");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,62}\\z")]
    private static partial Regex Name();
}
