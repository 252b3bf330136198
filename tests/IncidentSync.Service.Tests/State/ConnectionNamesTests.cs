using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.State;

/// <summary>The rows of the table above <see cref="ConnectionNames"/>.</summary>
public sealed class ConnectionNamesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly LinkIdentity Contoso = new("tenant-a", "sub", "rg", "ws");
    private static readonly LinkIdentity Fabrikam = new("tenant-b", "sub", "rg", "ws");
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_name_stays_the_pairs_it_stands_for()
    {
        (await ClaimAsync(("soc", Contoso))).ShouldBeEmpty();
        (await ClaimAsync(("soc", Contoso with { DefenderTenant = "TENANT-A" }))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_renamed_connection_keeps_its_state()
    {
        await ClaimAsync(("soc", Contoso));
        await _database.ExecuteAsync("insert into feed values ('soc', 'Defender', 7)");
        (await ClaimAsync(("night", Contoso))).ShouldBeEmpty();
        (await _database.ReadAsync("select connection from feed")).ShouldBe(["night"]);
    }

    [Fact]
    public async Task A_name_does_not_become_another_pairs()
    {
        await ClaimAsync(("soc", Contoso));
        (await ClaimAsync(("other", Contoso), ("soc", Fabrikam))).Count.ShouldBe(0);
        (await ClaimAsync(("soc", Contoso))).Single().ShouldContain("'soc' was another tenant or workspace before");
        (await _database.ReadAsync("select name from connection order by name")).ShouldBe(["other", "soc"]);
    }

    private Task<IReadOnlyList<string>> ClaimAsync(params (string, LinkIdentity)[] connections) =>
        new ConnectionNames(_database.DataSource).ClaimAsync(connections, TestContext.Current.CancellationToken);
}
