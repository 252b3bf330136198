namespace IncidentSync.Core.Links;

/// <summary>
/// Microsoft's own sync serves this pair of portals: we watch it and repair what it missed instead of fighting it. It takes minutes
/// and sends several edits as one (Transition your Microsoft Sentinel environment to the Defender portal), so nothing is done before
/// <paramref name="Grace"/> has passed.
/// </summary>
/// <param name="Grace">How long Microsoft's own sync is waited for.</param>
public sealed record NativeSync(TimeSpan Grace);
