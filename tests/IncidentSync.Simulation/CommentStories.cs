using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>What is said on one portal, as it is read on the other.</summary>
public sealed class CommentStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld _world = new();

    public CommentStories()
    {
        _world.Defender.Create(Id);
        _world.Settle();
    }

    [Fact]
    public void What_a_playbook_wrote_as_HTML_is_readable_in_Defender_and_carried_once()
    {
        const string html = "<div><p>Asked the <b>service desk</b> &amp; the user.</p></div>";
        _world.Sentinel.AddComment(Name, "playbook", "note", html);
        _world.Settle();
        _world.Settle();
        _world.Defender.Comments(Id).Single().Text.ShouldContain(":\nAsked the service desk & the user.\n[incidentsync 1.");
    }

    [Fact]
    public void What_was_written_in_Defender_keeps_its_letters_in_Sentinel()
    {
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "René asked: <b>why</b>? \U0001F469");
        _world.Settle();
        _world.Sentinel.Comments(Name)[^1].Text.ShouldContain("\nRené asked: &lt;b&gt;why&lt;/b&gt;? \U0001F469\n");
    }

    [Theory]
    [InlineData("createdBy", "createdTime")]
    [InlineData("createdBy", null)]
    [InlineData(null, null)]
    public void A_comment_in_the_shape_of_Microsofts_samples_is_carried_once_however_often_the_incident_changes_and_so_is_the_next_one(
        string? author, string? time)
    {
        foreach (var (number, words) in new[] { "I look at it.", "I still do.", "Done." }.Index())
        {
            SayInDefender(words, author, time);
            _world.Settle();
            Touch($"title {number}");
            _world.Settle();
        }

        ShouldStandOnce("I look at it.", "I still do.", "Done.");
    }

    [Fact]
    public void An_author_who_is_renamed_or_shown_as_an_app_carries_nothing_twice()
    {
        SayInDefender("I look at it.", "createdByDisplayName", "createdDateTime");
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender.");
        _world.Settle();
        _world.Defender.Edit(Id, document =>
        {
            foreach (var comment in document["comments"]!.AsArray())
            {
                comment!["createdByDisplayName"] = $"API-App:{comment["createdByDisplayName"]}";
            }

            document["displayName"] = "renamed";
        });
        _world.Settle();
        SayInDefender("And I still do.", "createdByDisplayName", "createdDateTime");
        _world.Settle();
        ShouldStandOnce("I look at it.", "And I still do.");
        _world.Defender.Comments(Id).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_comment_of_Sentinel_that_took_the_place_of_a_deleted_one_is_carried(bool isFieldEdited)
    {
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "first", "Blocked the sender.");
        _world.Settle();
        _world.Sentinel.DeleteComment(Name, "first");
        _world.Sentinel.AddComment(Name, "carol@contoso.com", "second", "Freed the sender.");
        if (isFieldEdited)
        {
            _world.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.High));
        }

        _world.Settle();
        _world.Defender.Comments(Id).Count(comment => comment.Text.Contains("Freed the sender.")).ShouldBe(1);
    }

    private void Touch(string title)
    {
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.Defender.Set(Id, AllFields.Title, new Seen<string>(title));
    }

    private void SayInDefender(string words, string? author, string? time) => _world.Defender.Edit(Id, document =>
    {
        var comment = new JsonObject { ["comment"] = words };
        if (author is not null)
        {
            comment[author] = "alice@contoso.com";
        }

        if (time is not null)
        {
            comment[time] = Stamp.Of(_world.Time.GetUtcNow()).ToString();
        }

        document["comments"]!.AsArray().Add(comment);
    });

    private void ShouldStandOnce(params string[] words)
    {
        foreach (var one in words)
        {
            _world.Sentinel.Comments(Name).Count(comment => comment.Text.Contains($":\n{one}\n")).ShouldBe(1, one);
        }
    }
}
