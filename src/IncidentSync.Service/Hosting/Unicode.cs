namespace IncidentSync.Service.Hosting;

/// <summary>
/// Whether this system can normalize Unicode. Without ICU (globalization-invariant mode) <c>Normalize</c> returns its input. A comment's
/// marker is computed over normalized text, so the service would not recognize its own comments and would carry them again.
/// </summary>
internal static class Unicode
{
    public const string IsMissing =
        "This system cannot normalize Unicode, so the service would not recognize carried comments. Install ICU (libicu), and do not set "
        + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.";

    public static bool IsWhole => "e\u0301".Normalize() == "\u00e9";
}
