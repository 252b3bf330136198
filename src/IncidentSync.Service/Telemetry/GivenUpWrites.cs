using System.Collections.Concurrent;
using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// Writes that got no answer, until their outcome is known: LateApply must cover how late such a write takes effect. They are kept in
/// memory for at most an hour: this is a measurement, and nothing is decided by it.
/// </summary>
/// <remarks>
/// <code>
/// | later                                         | the portal's stamp is     | counted                                     |
/// |-----------------------------------------------|---------------------------|---------------------------------------------|
/// | the portal shows what was written             | after it was given up     | a late apply                                |
/// | the portal shows what was written             | before                    | nothing: only the answer was lost           |
/// | the portal shows something else               | any                       | nothing yet: the watch goes on              |
/// | the same portal is written again              |                           | nothing: from now on it may be that write   |
/// </code>
/// </remarks>
internal sealed class GivenUpWrites(Instruments instruments, TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<LinkId, GivenUp> _waiting = new();

    /// <summary>What the link's portals say now.</summary>
    public void Look(Link link)
    {
        if (!_waiting.TryGetValue(link.Id, out var given) || link[given.Portal] is not { } shown)
        {
            return;
        }

        if (time.GetUtcNow() - given.At > Kept)
        {
            _waiting.TryRemove(link.Id, out _);
        }
        else if (given.Fields.All(write => write.Field.Same(write.Value, shown.Incident[write.Field])))
        {
            _waiting.TryRemove(link.Id, out _);
            var late = shown.Stamp.Moment - given.At;
            if (late > ThreeWayMerge.ClockTolerance)
            {
                instruments.LateApplies.Record(late.TotalSeconds, Tag.Connection(link.Connection), Tag.Portal(given.Portal));
            }
        }
    }

    /// <summary>A worker leaves this behind.</summary>
    public void Note(Link before, LinkCommit commit)
    {
        var after = commit.Link;
        foreach (var intent in before.Intents.Where(intent => !intent.Sent && !intent.Writes.IsEmpty))
        {
            var isSent = after.Intents.Any(open => open.Key == intent.Key && open.Sent);
            if (isSent && _waiting.Count < Most)
            {
                _waiting[after.Id] = new GivenUp(intent.Portal, intent.Writes, time.GetUtcNow());
            }
            else if (!IsOpen(intent, after))
            {
                Forget(after.Id, intent.Portal);
            }
        }

        foreach (var again in before.Intents.Where(intent => intent is Intent.Change { Sent: true } && !IsOpen(intent, after)))
        {
            if (commit.Journal.Any(row => row.Kind == JournalKind.Answer && row.Portal == again.Portal))
            {
                Forget(after.Id, again.Portal);
            }
        }

        Look(after);
    }

    private void Forget(LinkId id, Portal written)
    {
        if (_waiting.TryGetValue(id, out var given) && given.Portal == written)
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private static bool IsOpen(Intent intent, Link after) => after.Intents.Any(open => open.Key == intent.Key);

    private sealed record GivenUp(Portal Portal, ImmutableArray<FieldWrite> Fields, DateTimeOffset At);
}
