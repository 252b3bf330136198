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

    /// <summary>It was carried as this comment of the other portal.</summary>
    public bool IsCarriedAs(Portal home, CommentId id, CommentId counterpart) =>
        _known[(home, id)] is { Role: CommentRole.Carried } carried && carried.Counterpart == counterpart;

    public void Refuse(Portal home, CommentId id) => _known[(home, id)] = _known[(home, id)] with { Role = CommentRole.Refused };

    /// <summary>Sorts what a portal shows; an edit of what was carried is one comment more.</summary>
    public IReadOnlyList<Comment> See(Portal home, IReadOnlyList<Comment>? comments)
    {
        var seen = new List<Comment>();
        foreach (var comment in comments ?? [])
        {
            seen.Add(comment);
            if (!_known.TryGetValue((home, comment.Id), out var before))
            {
                _known[(home, comment.Id)] = New(home, comment);
            }
            else if (home == Portal.Sentinel)
            {
                seen.AddRange(Edits(comment, before));
            }
        }

        return seen;
    }

    public void PairEqualTexts(IReadOnlyList<Comment> defender, IReadOnlyList<Comment> sentinel)
    {
        var unpaired = sentinel.Where(comment => IsWaiting(Portal.Sentinel, comment.Id)).ToList();
        foreach (var comment in defender.Where(comment => IsWaiting(Portal.Defender, comment.Id)))
        {
            if (unpaired.Find(other => CommentText.Canonical(other.Text) == CommentText.Canonical(comment.Text)) is { } twin)
            {
                unpaired.Remove(twin);
                Carry(Portal.Defender, comment.Id, twin.Id);
                Carry(Portal.Sentinel, twin.Id, comment.Id);
            }
        }
    }

    /// <summary>A copy that stands on this portal says that its source on the other one needs no carrying.</summary>
    public void SettleSources(Portal home, IReadOnlyList<Comment> comments)
    {
        var origins = comments.Select(comment => (comment.Id, Origin: marker.Verify(link, comment.Text)))
            .Where(copy => copy.Origin is not null).ToList();
        foreach (var source in _known.Values.Where(source => source.Home != home && source.Role == CommentRole.Waiting).ToList())
        {
            var parts = Enumerable.Range(0, MostParts).Select(part => MarkerKey.Origin(source.Home, new CommentId($"{source.Id}#{part}")));
            var copy = origins.FirstOrDefault(copy => parts.Contains(copy.Origin));
            if (copy.Origin is not null)
            {
                Carry(source.Home, source.Id, copy.Id);
            }
        }
    }

    /// <summary>What a digest in Sentinel shows needs no carrying either.</summary>
    public void SettleDigest(IReadOnlyList<Comment> defender, IReadOnlyList<Comment> sentinel)
    {
        var name = CommentDigest.NameOf(link);
        if (sentinel.FirstOrDefault(comment => comment.Id.Value == name && marker.Verify(link, comment.Text) is not null) is not { } digest)
        {
            return;
        }

        foreach (var source in defender.Where(comment => IsWaiting(Portal.Defender, comment.Id)
            && CommentDigest.Holds(digest.Text, comment)))
        {
            Carry(Portal.Defender, source.Id, digest.Id);
        }
    }

    private KnownComment New(Portal home, Comment comment) =>
        new(home, comment.Id, IsOurs(home, comment) ? CommentRole.Ours : CommentRole.Waiting) { Edition = EditionOf(home, comment) };

    // What waits is carried as it reads then, and our own words are nobody's to answer for.
    private IEnumerable<Comment> Edits(Comment comment, KnownComment before)
    {
        var (now, edit) = (EditionOf(Portal.Sentinel, comment), CommentEdit.IdOf(comment));
        if (before.Edition != now)
        {
            _known[(Portal.Sentinel, comment.Id)] = before with { Edition = now };
        }

        if (before.Role is CommentRole.Carried or CommentRole.Refused && before.Edition.Length > 0 && before.Edition != now)
        {
            _known.TryAdd((Portal.Sentinel, edit), new KnownComment(Portal.Sentinel, edit, CommentRole.Waiting));
        }

        return _known.ContainsKey((Portal.Sentinel, edit)) ? [CommentEdit.Of(comment)] : [];
    }

    private void Carry(Portal home, CommentId id, CommentId counterpart) =>
        _known[(home, id)] = _known[(home, id)] with { Role = CommentRole.Carried, Counterpart = counterpart };

    private static string EditionOf(Portal home, Comment comment) => home == Portal.Sentinel ? CommentText.Edition(comment.Text) : "";

    private bool IsOurs(Portal home, Comment comment) =>
        marker.Verify(link, comment.Text) is not null
        || (home == Portal.Sentinel
            && string.Equals(comment.Id.Value, CommentPlanner.EngineCommentName(link), StringComparison.OrdinalIgnoreCase));
}
