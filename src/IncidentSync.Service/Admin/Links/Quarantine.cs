using IncidentSync.Core.Steps;

namespace IncidentSync.Service.Admin.Links;

/// <summary>A link that failed so often in a row that it rests as long as links do between two tries (<see cref="LinkFailure"/>).</summary>
internal static class Quarantine
{
    public const int Attempts = 8;
}
