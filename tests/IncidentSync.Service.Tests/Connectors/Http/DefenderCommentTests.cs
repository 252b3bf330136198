using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Tests.Connectors.Http;

/// <summary>Defender gives comments no id: author, stamp and words name them, and among equals their order.</summary>
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

    private static string SaidAt(string stamp) =>
        $$"""{"comment":"+1","createdByDisplayName":"alice@contoso.com","createdDateTime":"{{stamp}}"}""";

    private static CommentId[] Read(params string[] comments)
    {
        var list = JsonSerializer.Deserialize<JsonElement>($"[{string.Join(',', comments)}]");
        return [.. DefenderComments.Read(list, new Stamp(1)).Select(comment => comment.Id)];
    }
}
