using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Http;

/// <summary>Makes failures of an HTTP status and a portal's code.</summary>
public static class HttpFailure
{
    /// <summary>A 400 or similar.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The portal's error code; empty when it gave none.</param>
    /// <param name="message">The portal's words.</param>
    /// <returns>The failure.</returns>
    public static Failure.Refused Refused(int status, string code, string message) =>
        new(Reason(status, code), Code(status, code), message);

    /// <summary>A 401 or 403, or a 409 that is no conflict of versions.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The portal's error code; empty when it gave none.</param>
    /// <param name="message">The portal's words.</param>
    /// <returns>The failure.</returns>
    public static Failure.Denied Denied(int status, string code, string message) =>
        new(Reason(status, code), Code(status, code), message);

    /// <summary>
    /// Whether the code says that another change came first (recorded: Azure/Azure-Sentinel issues 883 and 909). An answer without a code
    /// does not say.
    /// </summary>
    /// <param name="status">The HTTP status, 409 or 412.</param>
    /// <param name="code">The portal's error code; empty when it gave none.</param>
    /// <returns>True if it does.</returns>
    public static bool IsConflict(int status, string code) =>
        status == 412 || string.Equals(code, "Conflict", StringComparison.OrdinalIgnoreCase);

    private static string Reason(int status, string code) => $"HTTP {status} {code}".TrimEnd();

    private static string Code(int status, string code) => code.Length > 0 ? code : $"HTTP {status}";
}
