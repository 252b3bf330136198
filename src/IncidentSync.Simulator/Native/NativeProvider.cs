namespace IncidentSync.Simulator.Native;

/// <summary>What Microsoft's own incidents say of where they come from. What an app or a person makes in an onboarded workspace says
/// "Azure Sentinel" and its own number, as everywhere (3 of 50 live rows, SOC_agent:ss.js, August 2025); Microsoft's page "Transition your
/// Microsoft Sentinel environment to the Defender portal" says otherwise.</summary>
internal static class NativeProvider
{
    public const string Name = "Microsoft XDR";
}
