using System.Collections.Immutable;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Comments;

/// <summary>The comments of a link while they are being sorted: the rows of the table above <see cref="CommentPlanner"/>.</summary>
internal sealed class CommentMap(LinkId link, ImmutableArray<KnownComment> known, MarkerKey marker)
{
    // A comment of very many parts is no comment; so many names are looked for.
    private const int MostParts = 20;

    private readonly Dictionary<(Portal, CommentId), KnownComment> _known = known.ToDictionary(comment => (comment.Home, comment.Id));

    public ImmutableArray<KnownComment> Known => [.. _known.Values];

    public bool IsWaiting(Portal home, CommentId id) => _known[(home, id)].Role == CommentRole.Waiting;

    public void See(Portal home, IReadOnlyList<Comment> comments)
    {
        foreach (var comment in comments.Where(comment => !_known.ContainsKey((home, comment.Id))))
        {
            _known[(home, comment.Id)] = new KnownComment(home, comment.Id, IsOurs(home, comment) ? CommentRole.Ours : CommentRole.Waiting);
        }
    }

    public void PairEqualTexts(IReadOnlyList<Comment> defender, IReadOnlyList<Comment> sentinel)
    {
        var unpaired = sentinel.Where(comment => IsWaiting(Portal.Sentinel, comment.Id)).ToList();
        foreach (var comment in defender.Where(comment => IsWaiting(Portal.Defender, comment.Id)))
        {
            if (unpaired.Find(other => CommentText.Canonical(other.Text) == CommentText.Canonical(comment.Text)) is { } twin)
            {
                unpaired.Remove(twin);
                _known[(Portal.Defender, comment.Id)] = new KnownComment(Portal.Defender, comment.Id, CommentRole.Carried, twin.Id);
                _known[(Portal.Sentinel, twin.Id)] = new KnownComment(Portal.Sentinel, twin.Id, CommentRole.Carried, comment.Id);
            }
        }
    }

    /// <summary>A copy that stands on this portal says that its source on the other one needs no carrying.</summary>
    public void SettleSources(Portal home, IReadOnlyList<Comment> comments)
    {
        var origins = comments.Select(comment => (comment.Id, Origin: marker.Verify(link, comment.Text))).Where(copy => copy.Origin is not null).ToList();
        foreach (var source in _known.Values.Where(source => source.Home != home && source.Role == CommentRole.Waiting).ToList())
        {
            var copy = origins.FirstOrDefault(copy => Enumerable.Range(0, MostParts).Any(part => copy.Origin == MarkerKey.Origin(source.Home, new CommentId($"{source.Id}#{part}"))));
            if (copy.Origin is not null)
            {
                _known[(source.Home, source.Id)] = source with { Role = CommentRole.Carried, Counterpart = copy.Id };
            }
        }
    }

    private bool IsOurs(Portal home, Comment comment) =>
        marker.Verify(link, comment.Text) is not null
        || (home == Portal.Sentinel && string.Equals(comment.Id.Value, CommentPlanner.EngineCommentName(link), StringComparison.OrdinalIgnoreCase));
}
