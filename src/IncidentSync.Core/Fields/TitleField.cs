using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The title (Defender: displayName). No limit is documented on either portal.</summary>
public sealed class TitleField() : TextField(int.MaxValue)
{
    private const string Invention = "Defender incident ";

    /// <inheritdoc/>
    public override string Name => "title";

    /// <summary>The title in Sentinel, which requires one, of an incident without a title.</summary>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns><c>Defender incident {id}</c>.</returns>
    public static string Invented(IncidentId defenderId) => Invention + defenderId.Value;

    /// <summary>Whether a title was invented: such a title never travels back.</summary>
    internal override bool IsEmpty(string value) => base.IsEmpty(value) || IsInvented(Crosses(value));

    internal override string Crosses(string value) => Crossing.Line(value);

    private static bool IsInvented(string value) =>
        value.StartsWith(Invention, StringComparison.Ordinal) && !value.AsSpan(Invention.Length).ContainsAnyExceptInRange('0', '9');
}
