using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

/// <summary>
/// What every <see cref="ISyncStore"/> does. Its parts are in the files beside this one; each store has a class of its own.
/// </summary>
public abstract partial class SyncStoreContract : IAsyncLifetime
{
    private static readonly LeaseTerms Terms = new(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));

    private protected ISyncStore Store { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected abstract Task<ISyncStore> OpenAsync();

    /// <summary>Lets time pass for leases and rests.</summary>
    private protected abstract Task PassAsync(TimeSpan time);

    /// <summary>The link as it is stored.</summary>
    private protected abstract Task<Link?> FindAsync(LinkId id);

    /// <summary>Why the brake of the connection is on, or null.</summary>
    private protected abstract Task<string?> BrakeAsync();

    /// <summary>An operator releases the brake.</summary>
    private protected abstract Task ReleaseAsync();

    private protected abstract Task<IReadOnlyList<JournalEntry>> JournalAsync(LinkId id);

    private protected async Task<Link> StoredAsync(LinkId id) => (await FindAsync(id)).ShouldNotBeNull();

    private protected Task<IReadOnlyList<LinkId>> ReadAsync(params IReadOnlyList<Snapshot> snapshots) =>
        Store.StorePageAsync(Sample.Page(snapshots[0].Portal, null, snapshots), Token);

    private protected Task<Claim?> ClaimAsync(LinkId id) => Store.ClaimAsync(id, Terms, Token);

    /// <summary>A claimed link of Defender's incident 1.</summary>
    private protected async Task<Claim> ClaimNewAsync()
    {
        await ReadAsync(Sample.Defender("1"));
        return (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    private protected async Task<Link> CommitAsync(Claim claim, Func<Link, Link> change, params IReadOnlyList<JournalEntry> journal)
    {
        (await Store.CommitAsync(claim, new LinkCommit(change(claim.Link), [.. journal], "rules", new NextStep.Done()), Token))
            .ShouldBeTrue();
        return await StoredAsync(claim.Link.Id);
    }

    /// <summary>The link is planned, and nothing waits.</summary>
    private protected async Task SettleAsync(LinkId id) => await CommitAsync((await ClaimAsync(id)).ShouldNotBeNull(), link => link);
}
