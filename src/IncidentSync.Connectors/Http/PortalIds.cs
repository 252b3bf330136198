using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// The names that portals give, where they are read: each becomes a part of addresses that are asked for later, and one that could lead
/// elsewhere is none.
/// </summary>
/// <remarks>
/// <code>
/// | a name                                              | is taken when it is                                                        |
/// |-----------------------------------------------------|----------------------------------------------------------------------------|
/// | Defender: an incident, the one it was merged into   | 1 to 18 decimal digits (Graph: incident resource type)                     |
/// | Sentinel: an incident, a comment                    | what ARM takes for a resource's name: 1 to 260 characters that print, no   |
/// |                                                     | sign of a path or an address (Azure naming rules), no full stop at its end |
/// | Sentinel: the Defender incident of Microsoft's own  | digits as in Defender; any other names nothing                             |
/// </code>
/// </remarks>
internal static class PortalIds
{
    private const int MostDigits = 18;
    private const int LongestName = 260;
    private const string NotInName = "<>%&:\\?/#\"";

    /// <summary>A Defender incident, or null when the text names none.</summary>
    public static IncidentId? Incident(string text) => IsDigits(text) ? new IncidentId(text) : null;

    /// <summary>A name of Azure Resource Manager's, or null when the text is none.</summary>
    public static string? Resource(string text) => IsResource(text) ? text : null;

    private static bool IsDigits(string text) => text.Length is > 0 and <= MostDigits && text.All(char.IsAsciiDigit);

    private static bool IsResource(string text) =>
        text.Length is > 0 and <= LongestName && text[^1] != '.' && !text.AsSpan().ContainsAny(NotInName)
        && ForeignWords.OneLine(text, LongestName) == text;
}
