using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The title (Defender: displayName). No limit is documented on either portal.</summary>
public sealed class TitleField() : TextField(int.MaxValue)
{
    private const string Invention = "Defender incident ";

    /// <inheritdoc/>
    public override string Name => "title";

    /// <summary>What Sentinel, which requires a title, shows of an incident that has none.</summary>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns><c>Defender incident {id}</c>.</returns>
    public static string Invented(IncidentId defenderId) => Invention + defenderId.Value;

    /// <summary>An invented title is nobody's words: it never travels back.</summary>
    internal override bool IsEmpty(string value) => base.IsEmpty(value) || IsInvented(Crosses(value));

    internal override string Crosses(string value) => Crossing.Line(value);

    private static bool IsInvented(string value) =>
        value.StartsWith(Invention, StringComparison.Ordinal) && !value.AsSpan(Invention.Length).ContainsAnyExceptInRange('0', '9');
}
