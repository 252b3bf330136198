namespace IncidentSync.Core.Incidents;

/// <summary>The title (Defender: displayName). No limit is documented on either portal.</summary>
public sealed class TitleField() : TextField(int.MaxValue)
{
    /// <inheritdoc/>
    public override string Name => "title";
}
