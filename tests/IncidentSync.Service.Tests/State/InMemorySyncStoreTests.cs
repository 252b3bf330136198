using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

/// <summary>The store of the simulation keeps the contract, and fails where it is told to.</summary>
public sealed class InMemorySyncStoreTests : SyncStoreContract
{
    private readonly ManualTime _time = new();
    private InMemorySyncStore _store = null!;

    [Theory]
    [InlineData(nameof(InMemorySyncStore.Moment.Before), 0)]
    [InlineData(nameof(InMemorySyncStore.Moment.During), 0)]
    [InlineData(nameof(InMemorySyncStore.Moment.After), 1)]
    public async Task A_transaction_fails_whole(string at, int journaled)
    {
        var claim = await ClaimNewAsync();
        _store.At = moment => Fail($"{moment}" == at);
        await Should.ThrowAsync<IOException>(
            () => _store.CommitAsync(
                claim,
                new LinkCommit(claim.Link, [new(JournalKind.Error, null, null, null, null, "x")], "", NextStep.Left),
                Token));
        _store.JournalOf(claim.Link.Id).Count.ShouldBe(journaled);
    }

    private protected override Task<ISyncStore> OpenAsync() => Task.FromResult<ISyncStore>(_store = new InMemorySyncStore(_time));

    private protected override Task PassAsync(TimeSpan by)
    {
        _time.Advance(by);
        return Task.CompletedTask;
    }

    private protected override Task<Link?> FindAsync(LinkId id) => Task.FromResult(_store.Find(id));

    private protected override Task<string?> BrakeAsync() => Task.FromResult(_store.BrakeOf(Sample.Connection));

    private protected override Task ReleaseAsync()
    {
        _store.Release(Sample.Connection);
        return Task.CompletedTask;
    }

    private protected override Task<IReadOnlyList<JournalEntry>> JournalAsync(LinkId id) => Task.FromResult(_store.JournalOf(id));

    private static void Fail(bool now)
    {
        if (now)
        {
            throw new IOException("the connection broke");
        }
    }
}
