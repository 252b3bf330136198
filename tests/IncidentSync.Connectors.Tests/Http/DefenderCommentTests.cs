using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Comments;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>Defender gives comments no id: stamp and words name them, and among equals their order.</summary>
public class DefenderCommentTests
{
    private static readonly string First = SaidAt("2026-11-22T08:00:00.12Z");
    private static readonly string Later = SaidAt("2026-11-22T08:00:00.13Z");

    [Fact]
    public void Two_equal_comments_of_one_moment_have_two_names_which_a_second_reading_gives_again() =>
        Read(First, First).ShouldSatisfyAllConditions(
            ids => ids.Distinct().Count().ShouldBe(2),
            ids => ids.ShouldBe(Read(First, First)));

    [Fact]
    public void The_list_may_come_in_any_order() => Read(Later, First).ShouldBe(Read(First, Later));

    [Fact]
    public void A_later_comment_renames_no_earlier_one() => Read(First, Later)[0].ShouldBe(Read(First)[0]);

    [Theory]
    [InlineData("createdByDisplayName", "createdDateTime")]
    [InlineData("createdBy", "createdTime")]
    public void Both_spellings_are_read(string author, string time)
    {
        var comment = All($$"""{"comment":"+1","{{author}}":"alice@contoso.com","{{time}}":"2026-11-22T08:00:00.12Z"}""").Single();
        (comment.Author, comment.At?.ToString(), comment.Id).ShouldBe(("alice@contoso.com", "2026-11-22T08:00:00.12Z", Read(First)[0]));
    }

    [Fact]
    public void A_comment_without_a_time_has_none_and_is_named_by_its_words() =>
        All("""{"comment":"+1"}""", """{"comment":"+1","createdBy":"bob"}""", """{"comment":"+2"}""").ShouldSatisfyAllConditions(
            comments => comments.Select(comment => comment.At).ShouldAllBe(at => at == null),
            comments => comments.Select(comment => comment.Id).Distinct().Count().ShouldBe(3),
            comments => comments[2].Id.ShouldBe(Read("""{"comment":"+2"}""")[0]));

    [Fact]
    public void Comments_without_a_time_stay_where_the_portal_shows_them() =>
        All(Later, """{"comment":"then"}""", First).Select(comment => comment.Text).ShouldBe(["+1", "+1", "then"]);

    [Theory]
    [InlineData("Alice Ahlberg")]
    [InlineData("API-App:alice@contoso.com")]
    [InlineData("")]
    public void Whoever_is_said_to_have_written_it_a_comment_keeps_its_name(string author) =>
        Read(First.Replace("alice@contoso.com", author)).ShouldBe(Read(First));

    private static string SaidAt(string stamp) =>
        $$"""{"comment":"+1","createdByDisplayName":"alice@contoso.com","createdDateTime":"{{stamp}}"}""";

    private static CommentId[] Read(params string[] comments) => [.. All(comments).Select(comment => comment.Id)];

    private static Comment[] All(params string[] comments) =>
        [.. DefenderComments.Read(JsonSerializer.Deserialize<JsonElement>($"[{string.Join(',', comments)}]"))];
}
