using IncidentSync.Core.Links;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.State;

/// <summary>A connection that only observed begins to write.</summary>
public sealed class ObservedLinksTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly LeaseTerms Terms = new(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("contoso", "differs", 1)]
    [InlineData("contoso", "", 0)]
    [InlineData("fabrikam", "differs", 0)]
    public async Task What_would_have_been_written_is_planned_again(string writes, string observed, int woken)
    {
        var (store, token) = (new PostgresSyncStore(_database.DataSource), TestContext.Current.CancellationToken);
        await store.StorePageAsync(Sample.Page(Core.Values.Portal.Defender, null, Sample.Defender("1")), token);
        var claim = (await store.ClaimAsync(Sample.LinkOf("1"), Terms, token)).ShouldNotBeNull();
        await store.CommitAsync(claim, new LinkCommit(claim.Link with { Observed = observed }, [], "rules", new NextStep.Done()), token);
        (await new ObservedLinks(_database.DataSource).WakeAsync([writes], token)).ShouldBe(woken);
        (await store.FindDueAsync(9, token)).Count.ShouldBe(woken);
    }
}
