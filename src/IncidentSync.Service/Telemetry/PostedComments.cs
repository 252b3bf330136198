using IncidentSync.Connectors;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>The comments that a portal accepted from this process lately.</summary>
internal sealed class PostedComments
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<(IncidentId Incident, string Name)> _posted = [];

    /// <summary>False when it was among them already.</summary>
    public bool Add(CommentPost post)
    {
        lock (_gate)
        {
            if (_posted.Count >= Most)
            {
                _posted.Clear();
            }

            return _posted.Add((post.IncidentId, post.Name));
        }
    }
}
