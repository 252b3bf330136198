using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// Checks the names that portals give when they are read. Each becomes part of an address that is requested later, so a name that could
/// lead elsewhere is rejected.
/// </summary>
/// <remarks>
/// <code>
/// | a name                                              | is accepted when it is                                                     |
/// |-----------------------------------------------------|----------------------------------------------------------------------------|
/// | Defender: an incident, the one it was merged into   | 1 to 18 decimal digits (Graph: incident resource type)                     |
/// | Defender: an alert                                  | as a name in Sentinel: every product of Defender has a form of its own     |
/// | Sentinel: an incident, a comment                    | an ARM resource's name: 1 to 260 characters that print, no                 |
/// |                                                     | sign of a path or an address (Azure naming rules), no full stop at its end |
/// | Sentinel: the Defender incident of Microsoft's own  | digits as in Defender; any other name is ignored                           |
/// </code>
/// </remarks>
internal static class PortalIds
{
    private const int MostDigits = 18;
    private const int LongestName = 260;
    private const string NotInName = "<>%&:\\?/#\"";

    /// <summary>A Defender incident, or null when the text names none.</summary>
    public static IncidentId? Incident(string text) => IsDigits(text) ? new IncidentId(text) : null;

    /// <summary>A Defender alert, or null when the text is not a name that is safe in an address.</summary>
    public static string? Alert(string text) => Resource(text);

    /// <summary>A name in Azure Resource Manager, or null when the text is not one.</summary>
    public static string? Resource(string text) => IsResource(text) ? text : null;

    private static bool IsDigits(string text) => text.Length is > 0 and <= MostDigits && text.All(char.IsAsciiDigit);

    private static bool IsResource(string text) =>
        text.Length is > 0 and <= LongestName && text[^1] != '.' && !text.AsSpan().ContainsAny(NotInName)
        && ForeignWords.OneLine(text, LongestName) == text;
}
