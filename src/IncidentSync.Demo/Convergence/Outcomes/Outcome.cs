using System.Collections.Immutable;

namespace IncidentSync.Demo.Convergence.Outcomes;

/// <summary>What became of one kind of thing that happens to incidents.</summary>
/// <param name="What">In words for the console.</param>
/// <param name="Seen">How often it happened.</param>
/// <param name="Wrong">Each that did not come out right, in words.</param>
internal sealed record Outcome(string What, int Seen, ImmutableArray<string> Wrong)
{
    public int Right => Math.Max(0, Seen - Wrong.Length);
}
