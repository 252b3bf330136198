namespace IncidentSync.Demo.Day;

/// <summary>Incidents that belong together. Now and then Defender merges into a newer one, which is the target from then on.</summary>
internal sealed class Wave(string first)
{
    public string Target { get; set; } = first;
}
