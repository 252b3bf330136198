using IncidentSync.Simulator.Entra;

namespace IncidentSync.Simulator.Api;

/// <summary>Whether a call may come in: by whom, or why not.</summary>
internal abstract record Admission
{
    public sealed record Admitted(Caller Caller) : Admission;

    public sealed record Refused(Answer Answer) : Admission;
}
