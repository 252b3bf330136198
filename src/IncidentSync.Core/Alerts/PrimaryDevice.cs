namespace IncidentSync.Core.Alerts;

/// <summary>
/// The device that an alert is about. Live alerts say <c>PrimaryDevice</c>, documentation says <c>Main device</c>; roles are free text.
/// </summary>
public static class PrimaryDevice
{
    private static readonly string[] Words = ["primarydevice", "maindevice"];

    /// <summary>The device of an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <returns>The first device whose roles say so, else the first device, or null when there is none.</returns>
    public static Evidence? Of(Alert alert)
    {
        var devices = alert.Evidence.Where(evidence => evidence.Type == EntityKinds.Device).ToList();
        return devices.FirstOrDefault(device => device.DetailedRoles.Concat(device.Roles).Any(Says)) ?? devices.FirstOrDefault();
    }

    private static bool Says(string role) =>
        Words.Contains(string.Concat(role.Where(letter => !char.IsWhiteSpace(letter))), StringComparer.OrdinalIgnoreCase);
}
