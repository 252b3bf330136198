namespace IncidentSync.Service.Hosting;

/// <summary>
/// Whether texts can be compared here. Without ICU (globalization-invariant mode) <c>Normalize</c> returns what it is given, and the marker
/// of a comment is computed over normalized text: the service would not know its own comments, and carry them again.
/// </summary>
internal static class Unicode
{
    public const string IsMissing =
        "Unicode texts cannot be normalized here, and carried comments would not be known again. Install ICU (libicu), and do not set "
        + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.";

    public static bool IsWhole => "e\u0301".Normalize() == "\u00e9";
}
