namespace IncidentSync.Service.Admin.Links;

/// <summary>A link that failed so often in a row that it rests for the longest time between two tries (<see cref="LinkFailure"/>).</summary>
internal static class Quarantine
{
    public const int Attempts = 8;
}
