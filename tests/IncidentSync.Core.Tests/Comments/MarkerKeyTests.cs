using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>What a marker proves, and to whom.</summary>
public sealed class MarkerKeyTests
{
    private static readonly LinkId Link = new(new Guid("11111111-2222-5333-8444-555555555555"));
    private static readonly LinkId OtherLink = new(new Guid("99999999-2222-5333-8444-555555555555"));
    private static readonly MarkerKey Key = new("1", new byte[32]);
    private static readonly string Origin = MarkerKey.Origin(Portal.Sentinel, new CommentId("s1"));
    private static readonly string Signed = Key.Sign(Link, Origin, "Blocked the sender.");

    [Fact]
    public void A_marker_names_its_origin_again() => Key.Verify(Link, Signed).ShouldBe(Origin);

    [Fact]
    public void White_space_after_it_does_not_matter() => Key.Verify(Link, Signed + " \r\n").ShouldBe(Origin);

    [Fact]
    public void On_another_link_it_proves_nothing() => Key.Verify(OtherLink, Signed).ShouldBeNull();

    [Fact]
    public void Under_other_words_it_proves_nothing() =>
        Key.Verify(Link, Signed.Replace("Blocked", "Freed", StringComparison.Ordinal)).ShouldBeNull();

    [Fact]
    public void With_words_after_it_it_is_none() => Key.Verify(Link, Signed + " said Bob").ShouldBeNull();

    [Fact]
    public void Another_key_under_the_same_name_does_not_verify() =>
        new MarkerKey("1", [1, .. new byte[31]]).Verify(Link, Signed).ShouldBeNull();

    [Fact]
    public void The_same_key_under_another_name_does_not_verify() => new MarkerKey("2", new byte[32]).Verify(Link, Signed).ShouldBeNull();

    [Fact]
    public void Another_version_does_not_verify() =>
        Key.Verify(Link, Signed.Replace("[incidentsync 1.", "[incidentsync 2.", StringComparison.Ordinal)).ShouldBeNull();

    [Fact]
    public void Another_origin_does_not_verify() =>
        Key.Verify(Link, Signed.Replace(Origin, MarkerKey.Origin(Portal.Sentinel, new CommentId("s2")), StringComparison.Ordinal))
            .ShouldBeNull();

    [Fact]
    public void The_same_name_on_the_two_portals_is_two_origins() =>
        MarkerKey.Origin(Portal.Defender, new CommentId("s1")).ShouldNotBe(Origin);

    [Fact]
    public void Without_its_marker_a_text_is_what_was_said() => MarkerKey.Strip(Signed).ShouldBe("Blocked the sender.");

    [Fact]
    public void A_text_that_only_speaks_of_markers_is_left_whole() =>
        MarkerKey.Strip("What is [incidentsync 1.1.x.y]?").ShouldBe("What is [incidentsync 1.1.x.y]?");
}
