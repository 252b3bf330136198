using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>The comments of a workspace's incidents.</summary>
internal sealed class SentinelComments(IncidentStore store)
{
    public SentinelIncident Add(string name, Actor by, string message, string? commentName = null)
    {
        var before = store.Versions.Latest(name) ?? throw new KeyNotFoundException($"Sentinel incident {name} does not exist.");
        return store.Apply(before, by, incident => incident with
        {
            Comments = incident.Comments.Add(New(commentName ?? Guid.NewGuid().ToString(), by, message)),
        });
    }

    /// <summary>Adds a comment or changes one; with an etag only while that is the comment's current one.</summary>
    public PutResult Put(string name, string commentName, string? etag, Actor by, string message)
    {
        if (store.Versions.Latest(name) is not { } before)
        {
            return new PutResult.Missing();
        }

        if (before.Comment(commentName) is not { } known)
        {
            return before.Comments.Count >= SentinelLimits.Comments
                ? new PutResult.Refused(400, "BadRequest", $"Incident can have up to {SentinelLimits.Comments} comments.")
                : new PutResult.Created(Add(name, by, message, commentName));
        }

        if (etag is not null && etag != known.Etag)
        {
            return new PutResult.Stale();
        }

        var changed = known with { Message = message, LastModifiedTimeUtc = store.Now, Etag = store.NextEtag() };
        return new PutResult.Updated(store.Apply(before, by,
            incident => incident with { Comments = incident.Comments.Replace(known, changed) }));
    }

    /// <returns>False when there was nothing to delete.</returns>
    public bool Delete(string name, string commentName, Actor by)
    {
        if (store.Versions.Latest(name) is not { } before || before.Comment(commentName) is not { } comment)
        {
            return false;
        }

        store.Apply(before, by, incident => incident with { Comments = incident.Comments.Remove(comment) });
        return true;
    }

    private SentinelComment New(string name, Actor by, string message)
    {
        var now = store.Now;
        return new SentinelComment(name, store.NextEtag(), message, store.AuthorOf(by)) { CreatedTimeUtc = now, LastModifiedTimeUtc = now };
    }
}
