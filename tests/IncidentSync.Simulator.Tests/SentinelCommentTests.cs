using System.Net;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public class SentinelCommentTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private readonly string _url = NewIncident();

    [Fact]
    public async Task A_comment_has_a_name_of_its_writers_choice_and_a_repeat_changes_it()
    {
        await simulator.Arm.Put(_url, Body());
        (await simulator.Arm.Put(Under(_url, "comments/note-1"), Comment("one"))).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Put(Under(_url, "comments/note-1"), Comment("two"))).Status.ShouldBe(HttpStatusCode.OK);
        (await simulator.Arm.Get(Under(_url, "comments"))).Values.Single()!["properties"]!["message"]!.GetValue<string>().ShouldBe("two");
    }

    [Fact]
    public async Task A_comment_moves_the_incidents_etag_stamp_and_count()
    {
        var before = await simulator.Arm.Put(_url, Body());
        var comment = await simulator.Arm.Put(Under(_url, "comments/note-1"), Comment("hello"));
        var after = await simulator.Arm.Get(_url);
        after.Find("etag").ShouldNotBe(before.Find("etag"));
        after.Properties["additionalData"]!["commentsCount"]!.GetValue<int>().ShouldBe(1);
        Moment(after.Properties["lastModifiedTimeUtc"]!.ToString())
            .ShouldBeGreaterThanOrEqualTo(Moment(comment.Properties["createdTimeUtc"]!.ToString()));
        (await simulator.Arm.Put(_url, Body(etag: before.Find("etag")))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task The_author_is_filled_in_by_the_service()
    {
        var made = simulator.World.Sentinel().Create();
        simulator.World.Sentinel().Comment(made.Name, Actor.Person("alice@contoso.com"), "by a person");
        await simulator.Arm.Put(Under(Incident(made.Name), "comments/by-app"), Comment("by an app"));
        var authors =
            (await simulator.Arm.Get(Under(Incident(made.Name), "comments"))).Values.Select(comment =>
                comment!["properties"]!["author"]!["name"]!.GetValue<string>());
        authors.ShouldBe(["IncidentSync", "Alice Ahlberg"]);
    }

    [Fact]
    public async Task A_comments_own_etag_is_checked()
    {
        await simulator.Arm.Put(_url, Body());
        var first = await simulator.Arm.Put(Under(_url, "comments/note"), Comment("one"));
        await simulator.Arm.Put(Under(_url, "comments/note"), Comment("two"));
        var stale = Comment("three");
        stale["etag"] = first.Find("etag");
        (await simulator.Arm.Put(Under(_url, "comments/note"), stale)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_comment_is_read_and_deleted_by_name()
    {
        await simulator.Arm.Put(_url, Body());
        await simulator.Arm.Put(Under(_url, "comments/note"), Comment("one"));
        (await simulator.Arm.Get(Under(_url, "comments/note"))).Find("type").ShouldBe("Microsoft.SecurityInsights/Incidents/Comments");
        (await simulator.Arm.Delete(Under(_url, "comments/note"))).Status.ShouldBe(HttpStatusCode.OK);
        (await simulator.Arm.Get(Under(_url, "comments/note"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_message_has_at_most_30000_characters_and_is_required()
    {
        await simulator.Arm.Put(_url, Body());
        (await simulator.Arm.Put(Under(_url, "comments/long"), Comment(new string('x', 30_000)))).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Put(Under(_url, "comments/longer"),
            Comment(new string('x', 30_001)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await simulator.Arm.Put(Under(_url, "comments/none"), Comment(""))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_hundred_and_first_comment_is_refused()
    {
        var made = simulator.World.Sentinel().Create();
        for (var count = 0; count < 100; count++)
        {
            simulator.World.Sentinel().Comment(made.Name, Actor.Person("alice@contoso.com"), $"{count}", $"c{count}");
        }

        (await simulator.Arm.Put(Under(Incident(made.Name), "comments/one-more"), Comment("x"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await simulator.Arm.Put(Under(Incident(made.Name), "comments/c0"), Comment("edited"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_comment_on_nothing_is_404() =>
        (await simulator.Arm.Put(Under(NewIncident(), "comments/x"), Comment("x"))).Status.ShouldBe(HttpStatusCode.NotFound);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
