using IncidentSync.Connectors;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Mutants;

/// <summary>Engines that are wrong about the portals.</summary>
internal static class PortalMutants
{
    /// <summary>A PUT overwrites whatever stands there.</summary>
    public sealed class NoEtag(InMemoryPortal inner) : PassingPortal(inner)
    {
        private readonly InMemoryPortal _inner = inner;

        // The portal compares when the call arrives: a version that is never stale is asked for there.
        public override Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken) => _inner.WriteAsync(
            Portal == Portal.Sentinel && write.Expected is { } expected
                ? write with { Expected = expected with { Version = InMemoryPortalSentinel.AnyVersion } }
                : write,
            cancellationToken);
    }

    /// <summary>A PATCH carries every field as it was read.</summary>
    public sealed class WholePatch(InMemoryPortal inner) : PassingPortal(inner)
    {
        public override Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken) => base.WriteAsync(
            Portal == Portal.Defender ? write with { Fields = [.. write.Fields, .. Others(write)] } : write, cancellationToken);

        private static IEnumerable<FieldWrite> Others(IncidentWrite write) =>
            from field in AllFields.All
            where write.Fields.All(written => written.Field != field)
            let held = write.Expected!.Incident[field]
            where held is not (Unseen or Unknown or Seen<Status> { Value: Status.AwaitingAction })
            select new FieldWrite(Portal.Defender, field, held);
    }

    /// <summary>Nobody looks for our comment before it is posted again.</summary>
    public sealed class BlindRepost(InMemoryPortal inner) : PassingPortal(inner)
    {
        public override async Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) =>
            await base.GetAsync(id, cancellationToken) switch
            {
                ReadOutcome.Found { Snapshot: { Portal: Portal.Defender, RedirectedTo: null } found } =>
                    new ReadOutcome.Found(WithoutOurs(found)),
                var other => other,
            };

        private static Snapshot WithoutOurs(Snapshot found) => found with
        {
            Comments = [.. found.Comments.Where(comment => !comment.Text.Contains("[incidentsync", StringComparison.Ordinal))],
        };
    }

    /// <summary>Whatever Defender shows was edited by somebody, also what we had given up.</summary>
    public sealed class AllByPersons(InMemoryPortal inner) : PassingPortal(inner)
    {
        public override async Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) =>
            await base.ReadChangesAsync(request, cancellationToken) is FeedOutcome.Page { Value: var page }
                ? new FeedOutcome.Page(page with { Incidents = [.. page.Incidents.Select(read => read with { IsByPerson = true })] })
                : new FeedOutcome.Failed(new Failure.RetryLater(null, "the list failed"));

        public override async Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) =>
            await base.GetAsync(id, cancellationToken) is var outcome && outcome is ReadOutcome.Found { Snapshot: var found }
                ? new ReadOutcome.Found(found with { IsByPerson = true })
                : outcome;
    }

    /// <summary>A feed asks for what is later than its cursor.</summary>
    public sealed class StrictCursor(InMemoryPortal inner) : PassingPortal(inner)
    {
        public override Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) =>
            base.ReadChangesAsync(request with { Since = new Stamp(request.Since.Ticks + 1) }, cancellationToken);
    }

    /// <summary>Whatever is read last counts as the newest, also what a replica says that lags.</summary>
    public sealed class NoMonotoneGuard(InMemoryPortal inner) : PassingPortal(inner)
    {
        private readonly InMemoryPortal _inner = inner;

        public override async Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) =>
            await base.ReadChangesAsync(request, cancellationToken) is FeedOutcome.Page { Value: var page }
                ? new FeedOutcome.Page(page with { Incidents = [.. page.Incidents.Select(Newest)] })
                : new FeedOutcome.Failed(new Failure.RetryLater(null, "the list failed"));

        public override async Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) =>
            await base.GetAsync(id, cancellationToken) is var outcome && outcome is ReadOutcome.Found { Snapshot: var found }
                ? new ReadOutcome.Found(Newest(found))
                : outcome;

        private Snapshot Newest(Snapshot read) => read with { Stamp = Stamp.Of(_inner.Now) };
    }
}
