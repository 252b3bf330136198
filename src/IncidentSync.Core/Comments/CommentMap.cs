using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>Sorts the comments of a link by the table above <see cref="CommentPlanner"/>.</summary>
internal sealed class CommentMap(CommentCase comments, MarkerKeys marker)
{
    // The most names of parts to look for; no real comment has more parts.
    private const int MostParts = 20;

    private const int CutEntity = 12;

    private readonly LinkId _link = comments.Link;
    private readonly Dictionary<(Portal, CommentId), KnownComment> _known = comments.Known.ToDictionary(known => (known.Home, known.Id));
    private readonly Lazy<Dictionary<CommentId, ImmutableArray<CommentId>>> _former =
        new(() => CommentNames.Former(comments.Defender ?? [], comments.DefenderStamp));

    public ImmutableArray<KnownComment> Known => [.. _known.Values];

    public bool IsWaiting(Portal home, CommentId id) => _known[(home, id)].Role == CommentRole.Waiting;

    /// <summary>Its copy is this comment of the other portal.</summary>
    public bool IsCarriedAs(Portal home, CommentId id, CommentId counterpart) =>
        _known[(home, id)] is { Role: CommentRole.Carried } carried && carried.Counterpart == counterpart;

    public void Refuse(Portal home, CommentId id) => _known[(home, id)] = _known[(home, id)] with { Role = CommentRole.Refused };

    /// <summary>Sorts a portal's comments; an edit of a carried comment is an additional one.</summary>
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
            if (unpaired.Find(other => CommentText.Said(other.Text) == CommentText.Said(comment.Text)) is { } twin)
            {
                unpaired.Remove(twin);
                Carry(Portal.Defender, comment.Id, twin.Id);
                Carry(Portal.Sentinel, twin.Id, comment.Id);
            }
        }
    }

    /// <summary>A copy on this portal shows that its source on the other one was carried.</summary>
    public void SettleSources(Portal home, IReadOnlyList<Comment> shown)
    {
        var copies = shown.Select(comment => (comment.Id, Origin: marker.Verify(_link, comment.Text))).ToList();
        foreach (var source in _known.Values.Where(source => source.Home != home && source.Role == CommentRole.Waiting).ToList())
        {
            var (origins, names) = (OriginsOf(source.Home, source.Id), CopyNamesOf(source));
            var copy = copies.Find(copy => (copy.Origin is { } origin && origins.Contains(origin)) || names.Contains(copy.Id.Value));
            if (copy.Id.Value is not null)
            {
                Carry(source.Home, source.Id, copy.Id);
                _known[(home, copy.Id)] = _known[(home, copy.Id)] with { Role = CommentRole.Ours };
            }
        }
    }

    /// <summary>
    /// If Defender shows no comment with a copy's origin, the copy was made of one that had another name then: the one with its words.
    /// </summary>
    public void SettleWords(IReadOnlyList<Comment> defender, IReadOnlyList<Comment> sentinel)
    {
        if (!defender.Any(comment => IsWaiting(Portal.Defender, comment.Id)))
        {
            return;
        }

        var claimed = defender.SelectMany(comment => OriginsOf(Portal.Defender, comment.Id)).ToHashSet();
        var left = sentinel.Where(copy => marker.Verify(_link, copy.Text) is { } origin && !claimed.Contains(origin) && !IsDigest(copy))
            .Select(copy => (copy.Id, Said: CommentText.Carried(copy.Text))).Where(copy => copy.Said is not null).ToList();
        foreach (var source in defender.Where(comment => IsWaiting(Portal.Defender, comment.Id)))
        {
            var words = CommentText.Words(source, Portal.Defender);
            if (left.FindIndex(copy => IsSaidBy(words, copy.Said!.Value)) is >= 0 and var at)
            {
                Carry(Portal.Defender, source.Id, left[at].Id);
                left.RemoveAt(at);
            }
        }
    }

    /// <summary>A comment that a digest in Sentinel shows was carried, too.</summary>
    public void SettleDigest(IReadOnlyList<Comment> defender, IReadOnlyList<Comment> sentinel)
    {
        if (sentinel.FirstOrDefault(comment => IsDigest(comment) && marker.Verify(_link, comment.Text) is not null) is not { } digest)
        {
            return;
        }

        var held = defender.Where(comment => IsCarriedAs(Portal.Defender, comment.Id, digest.Id));
        var waiting = defender.Where(comment => IsWaiting(Portal.Defender, comment.Id)).ToList();
        foreach (var source in CommentDigest.HeldBy(digest.Text, held, waiting))
        {
            Carry(Portal.Defender, source.Id, digest.Id);
        }
    }

    private KnownComment New(Portal home, Comment comment) =>
        new(home, comment.Id, IsOurs(home, comment) ? CommentRole.Ours : CommentRole.Waiting)
        {
            ContentHash = ContentHashOf(home, comment),
            IsForeign = IsForeign(comment.Text),
        };

    // A waiting comment is carried as it reads later, and our own comments are not carried.
    private IEnumerable<Comment> Edits(Comment comment, KnownComment before)
    {
        var (now, edit) = (ContentHashOf(Portal.Sentinel, comment), CommentEdit.IdOf(comment));
        if (before.ContentHash != now)
        {
            _known[(Portal.Sentinel, comment.Id)] = before with { ContentHash = now };
        }

        if (before.Role is CommentRole.Carried or CommentRole.Refused && before.ContentHash.Length > 0 && before.ContentHash != now)
        {
            _known.TryAdd((Portal.Sentinel, edit), new KnownComment(Portal.Sentinel, edit, CommentRole.Waiting));
        }

        return _known.ContainsKey((Portal.Sentinel, edit)) ? [CommentEdit.Of(comment)] : [];
    }

    private void Carry(Portal home, CommentId id, CommentId counterpart) =>
        _known[(home, id)] = _known[(home, id)] with { Role = CommentRole.Carried, Counterpart = counterpart };

    private HashSet<string> OriginsOf(Portal home, CommentId id) =>
    [
        .. from name in NamesOf(home, id)
           from part in Enumerable.Range(0, MostParts)
           select MarkerKey.Origin(home, new CommentId($"{name}#{part}")),
    ];

    // Where we choose names (Sentinel), we also recognize a copy by its name, even after a person edited its text.
    private HashSet<string> CopyNamesOf(KnownComment source) => source.Home == Portal.Sentinel
        ? []
        : new(
            from name in NamesOf(source.Home, source.Id)
            from part in Enumerable.Range(0, MostParts)
            select CommentPlanner.CopyName(_link, source.Home, name, part),
            StringComparer.OrdinalIgnoreCase);

    private IEnumerable<CommentId> NamesOf(Portal home, CommentId id) =>
        home == Portal.Defender ? [id, .. _former.Value.GetValueOrDefault(id, [])] : [id];

    // Where a part was cut an entity may be cut, too.
    private static bool IsSaidBy(string words, (string Words, bool IsBegun) copy) => copy.IsBegun
        ? copy.Words.Length > CutEntity && words.StartsWith(copy.Words[..^CutEntity], StringComparison.Ordinal)
        : copy.Words == words;

    private bool IsDigest(Comment comment) => comment.Id.Value == CommentDigest.NameOf(_link);

    private static string ContentHashOf(Portal home, Comment comment) =>
        home == Portal.Sentinel ? CommentText.ContentHash(comment.Text) : "";

    private bool IsForeign(string text) => MarkerKey.Strip(text) != text
        && comments.OtherLinks.Prepend(new(_link, marker)).All(other => other.Marker.Verify(other.Link, text) is null);

    private bool IsOurs(Portal home, Comment comment) =>
        marker.Verify(_link, comment.Text) is not null
        || (home == Portal.Sentinel && (IsNamed(comment, CommentPlanner.EngineCommentName(_link))
            || IsNamed(comment, CommentPlanner.AlertsCommentName(_link))));

    private static bool IsNamed(Comment comment, string name) => name.Equals(comment.Id.Value, StringComparison.OrdinalIgnoreCase);
}
