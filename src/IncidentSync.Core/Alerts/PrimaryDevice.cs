namespace IncidentSync.Core.Alerts;

/// <summary>The device that an alert is about.</summary>
public static class PrimaryDevice
{
    // Seen live (elastic/integrations issue 12562), and Graph's documentation.
    private static readonly string[] Words = ["primarydevice", "maindevice"];

    /// <summary>The device of an alert: the first one with that role, else the first.</summary>
    /// <param name="alert">The alert.</param>
    /// <returns>Its evidence; null where it has none.</returns>
    public static Evidence? Of(Alert alert)
    {
        var devices = alert.Evidence.Where(evidence => evidence.Device is not null).ToList();
        return devices.Find(device => device.Roles.Concat(device.DetailedRoles).Any(IsPrimary)) ?? devices.FirstOrDefault();
    }

    private static bool IsPrimary(string role) =>
        Words.Contains(role.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
}
