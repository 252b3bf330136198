using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Conflicts;
using IncidentSync.Service.Admin.Connections;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Comments that are held because another deployment carries them, too, as an operator sees and frees them.</summary>
public sealed class CommentHoldTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly ConnectionScope Scope = new([Sample.Connection, "fabrikam"], []);

    private readonly TestDatabase _database = migrated.Database;
    private readonly CommentHolds _holds = new(migrated.Database.DataSource);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_counted_and_listed_as_held_and_as_a_conflict()
    {
        await HoldAsync();
        (await _holds.CountAsync(HoldReason.ForeignMarkers, Token)).ShouldBe(
            [new(Sample.Connection, 1), new("fabrikam", 1)], ignoreOrder: true);
        var filter = new LinkFilter(Scope, null, null, null, Held: true, Quarantined: false);
        (await new LinkQuery(_database.DataSource).ListAsync(filter, Guid.Empty, 10, Token))
            .ShouldAllBe(link => link.Held.SequenceEqual(new[] { "comments" }));
        (await new ConflictQuery(_database.DataSource).ListAsync(Scope, Guid.Empty, "", 10, Token))
            .ShouldAllBe(held => held.Field == "comments" && held.Reason == "foreignMarkers" && held.Since != null);
    }

    [Fact]
    public async Task A_release_accepts_the_markers_of_that_connection_and_lets_its_links_be_planned_again()
    {
        await HoldAsync();
        await _holds.ReleaseAsync(Sample.Connection, Token);
        (await _database.ReadAsync("select connection from link where dirty_seq > done_seq")).ShouldBe([Sample.Connection]);
        (await _database.ReadAsync("select distinct connection from link join comment on link_id = id where is_foreign"))
            .ShouldBe(["fabrikam"]);
    }

    private async Task HoldAsync()
    {
        await _database.EmptyAsync();
        var store = new PostgresSyncStore(_database.DataSource);
        foreach (var connection in Scope.Names)
        {
            var identity = Sample.Identity with { Workspace = connection };
            await store.StorePageAsync(
                new PageCommit(connection, identity, Portal.Defender, [Sample.Defender("1")], null), Token);
            var terms = new LeaseTerms(TimeSpan.FromMinutes(1), TimeSpan.Zero);
            var claim = (await store.ClaimAsync(identity.LinkOfDefender(new("1")), terms, Token)).ShouldNotBeNull();
            var held = claim.Link with
            {
                CommentHold = HoldReason.ForeignMarkers,
                Comments = [new KnownComment(Portal.Defender, new CommentId("a"), CommentRole.Waiting) { IsForeign = true }],
            };
            JournalEntry told = new(JournalKind.Held, null, null, null, null, nameof(HoldReason.ForeignMarkers));
            await store.CommitAsync(claim, new LinkCommit(held, [told], "rules", new NextStep.Done()), Token);
        }
    }
}
