using System.Text;
using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Connectors.Tests;

/// <summary>A name that a portal gives becomes a part of an address; one that would lead elsewhere is refused where it is read.</summary>
public sealed class ForeignNameTests(SimulatedPortals simulator) : IClassFixture<SimulatedPortals>
{
    private const string At = "2026-11-22T08:00:00Z";

    public static TheoryData<string> Names => ["..", ".", "1/comments", "1?x=", "1#", "%2e%2e", "..\\", "\u202E1", ""];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_row_with_such_a_name_is_refused_and_the_page_goes_on(string name)
    {
        await using var server = await RawServer.StartAsync(Json(
            $$"""
            {"value":[{"id":{{Text(name)}},"name":{{Text(name)}},
            "lastUpdateDateTime":"{{At}}","properties":{"lastModifiedTimeUtc":"{{At}}"} },
            {"id":"7","name":"7","lastUpdateDateTime":"{{At}}","properties":{"lastModifiedTimeUtc":"{{At}}"} }]}
            """));
        foreach (var portal in Portals(server))
        {
            var page = await ReadAsync(portal);
            page.Incidents.ShouldHaveSingleItem().Id.Value.ShouldBe("7");
            page.Unreadable.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                row => row.Id.ShouldBeNull(), row => row.IsMisnamed.ShouldBe(name.Length > 0),
                row => row.Problem.ShouldStartWith("an incident w"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_asked_of_such_a_name(string name)
    {
        await using var server = await RawServer.StartAsync(Json("{}"));
        foreach (var portal in Portals(server))
        {
            var id = new IncidentId(name);
            (await portal.GetAsync(id, Cancel)).ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.Refused>();
            (await portal.WriteAsync(new(id, null, [], []), Cancel)).ShouldBeOfType<WriteOutcome.Failed>();
            (await portal.ReadCommentsAsync(id, null, Cancel)).ShouldBeOfType<CommentsOutcome.Failed>();
            (await portal.GetCommentAsync(id, new CommentId("c"), Cancel)).ShouldBeOfType<CommentOutcome.Failed>();
            (await portal.PostCommentAsync(new(id, "c", "said"), Cancel)).ShouldBeOfType<CommentOutcome.Failed>();
        }

        var sentinel = Portals(server)[1];
        (await sentinel.GetCommentAsync(new("7"), new CommentId(name), Cancel)).ShouldBeOfType<CommentOutcome.Failed>();
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..")]
    [InlineData("7/comments")]
    [InlineData("none")]
    public async Task An_incident_that_was_merged_into_such_a_name_is_refused_by_its_own(string target)
    {
        await using var server = await RawServer.StartAsync(Json(
            $$"""{"value":[{"id":"7","lastUpdateDateTime":"{{At}}","status":"redirected","redirectIncidentId":"{{target}}"}]}"""));
        var page = await ReadAsync(Portals(server)[0]);
        page.Unreadable.ShouldHaveSingleItem().ShouldBe(new UnreadableIncident(new IncidentId("7"), "redirectIncidentId is not a number"));
    }

    [Fact]
    public async Task Microsofts_own_incident_of_such_a_name_belongs_to_none()
    {
        await using var server = await RawServer.StartAsync(Json(
            $$"""
            {"value":[{"name":"7","properties":{"lastModifiedTimeUtc":"{{At}}","providerName":"Microsoft XDR","providerIncidentId":".."} }]}
            """));
        var page = await ReadAsync(Portals(server)[1]);
        page.Incidents.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            incident => incident.IsNative.ShouldBeTrue(), incident => incident.Counterpart.ShouldBeNull());
    }

    [Fact]
    public async Task A_comment_of_such_a_name_is_counted_and_the_others_are_not_lost()
    {
        await using var server = await RawServer.StartAsync(Json(
            $$"""
            {"value":[{"name":"..","properties":{"createdTimeUtc":"{{At}}","message":"a"} },
            {"name":"c","properties":{"createdTimeUtc":"{{At}}","message":"b"} }]}
            """));
        var page = (await Portals(server)[1].ReadCommentsAsync(new("7"), null, Cancel)).ShouldBeOfType<CommentsOutcome.Page>();
        (page.Unreadable, page.Comments.ShouldHaveSingleItem().Text).ShouldBe((1, "b"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<FeedPage> ReadAsync(IIncidentPortal portal) =>
        (await portal.ReadChangesAsync(new FeedRequest(new Stamp(0)), Cancel)).ShouldBeOfType<FeedOutcome.Page>().Value;

    private static string Text(string name) => JsonSerializer.Serialize(name);

    private static byte[] Json(string body) => RawServer.Json(Encoding.UTF8.GetBytes(body));

    private IReadOnlyList<IIncidentPortal> Portals(RawServer server)
    {
        var (defender, sentinel) = (simulator.DefenderOptions(), simulator.SentinelOptions());
        (defender.GraphEndpoint, sentinel.ArmEndpoint) = ($"{server.Address}v1.0", server.Address.AbsoluteUri);
        return
        [
            new DefenderPortal(defender, SimulatedPortals.Patience),
            new SentinelPortal(sentinel, Settings.Identity, SimulatedPortals.Patience),
        ];
    }
}
