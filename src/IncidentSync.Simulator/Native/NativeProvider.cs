using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Native;

/// <summary>What an onboarded workspace says of where its incidents come from: "Microsoft XDR" of every one, whoever made it
/// (Microsoft's page "Transition your Microsoft Sentinel environment to the Defender portal").</summary>
internal static class NativeProvider
{
    public const string Name = "Microsoft XDR";

    /// <summary>An incident made in the workspace itself is not carried to Defender, so there is no Defender id to show. What the service
    /// shows instead is not recorded; its own number would look like one.</summary>
    public static SentinelIncident Of(Workspace workspace, SentinelIncident made) =>
        workspace.Native ? made with { ProviderName = Name, ProviderIncidentId = "" } : made;
}
