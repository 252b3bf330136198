using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>The rows of the table above <see cref="HiddenChange"/>.</summary>
public sealed class HiddenChangeTests
{
    private static readonly Snapshot Before = Pair.Synced().Sentinel! with { Version = "1", CommentCount = 2, Raw = Raw("1", "10:00", 3) };
    private static readonly Snapshot Nothing = Before with { Version = "2", Raw = Raw("2", "11:00", 3) };
    private static readonly Snapshot Alert = Nothing with { Raw = Raw("2", "11:00", 4) };
    private static readonly Snapshot Edit = Nothing with { Incident = Nothing.Incident.With(AllFields.Title, new Seen<string>("Edited")) };

    [Fact]
    public void A_new_etag_of_an_incident_that_shows_the_same_hides_a_change_of_its_comments() => Behind(Nothing).ShouldBeTrue();

    [Fact]
    public void One_that_shows_something_else_needs_no_look_where_nobody_has_commented()
    {
        Behind(Alert).ShouldBeFalse();
        Behind(Edit).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Sentinel, CommentRole.Waiting, true)]
    [InlineData(Sentinel, CommentRole.Carried, true)]
    [InlineData(Sentinel, CommentRole.Ours, false)]
    [InlineData(Defender, CommentRole.Waiting, false)]
    [InlineData(Defender, CommentRole.Ours, false)]
    public void One_that_shows_something_else_is_looked_behind_where_people_have_commented_in_Sentinel(
        Portal home, CommentRole role, bool isBehind) => Behind(Alert, new KnownComment(home, new("a"), role)).ShouldBe(isBehind);

    [Fact]
    public void One_persons_comment_among_copies_of_ours_is_enough() =>
        Behind(Alert, new(Sentinel, new("a"), CommentRole.Ours), new(Sentinel, new("b"), CommentRole.Carried)).ShouldBeTrue();

    [Fact]
    public void Where_the_etag_stands_or_the_count_moved_or_the_incident_is_another_nothing_is_hidden()
    {
        var commented = new KnownComment(Sentinel, new("a"), CommentRole.Carried);
        Behind(Before, commented).ShouldBeFalse();
        Behind(Nothing with { CommentCount = 3 }, commented).ShouldBeFalse();
        Behind(Nothing with { Id = new("other") }, commented).ShouldBeFalse();
        HiddenChange.IsBehind(With(commented), Before with { Portal = Defender }, Nothing with { Portal = Defender }).ShouldBeFalse();
    }

    private static bool Behind(Snapshot after, params KnownComment[] comments) => HiddenChange.IsBehind(With(comments), Before, after);

    private static Link With(params KnownComment[] comments) => Pair.Synced().Link() with { Comments = [.. comments] };

    private static string Raw(string etag, string modified, int alerts) => new JsonObject
    {
        ["etag"] = etag, ["properties"] = new JsonObject { ["lastModifiedTimeUtc"] = modified, ["alertsCount"] = alerts },
    }.ToJsonString();
}
