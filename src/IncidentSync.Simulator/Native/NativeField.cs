namespace IncidentSync.Simulator.Native;

/// <summary>What Microsoft's sync carries. The description is not among them: its column goes away on onboarding.</summary>
internal enum NativeField
{
    Status,
    Verdict,
    Owner,
    Severity,
    Title,
    Tags,
    Comment,
    Alerts,
    Redirect,
}
