using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>An incident of Sentinel has more comments than are read: here two pages of three.</summary>
public sealed class CommentPageStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly LinkId Link = Sample.LinkOf("1");

    private readonly SmallWorld _world = new(shape: connection => connection with { Lists = ListLimits.Default with { CommentPages = 2 } });

    public CommentPageStories()
    {
        _world.Defender.Create(Id);
        _world.Defender.Create(new("2"));
        _world.Settle();
        _world.Sentinel.CommentsPage = 3;
    }

    [Fact]
    public void What_was_read_is_carried_and_the_link_tells_that_there_is_more()
    {
        Say(10);
        _world.Settle();
        Carried().ShouldBe(Notes(5));
        _world.Store.Find(Link)!.CommentHold.ShouldBe(HoldReason.TooManyComments);
        _world.Store.JournalOf(Link).Count(row => row.Kind == JournalKind.Held).ShouldBe(1);
        _world.Logs.Lines.ShouldContain(line => line.Contains("read 6 of 11 comments in Sentinel"));
    }

    [Fact]
    public void Its_fields_and_the_comments_of_other_links_go_on()
    {
        Say(10);
        _world.Settle();
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        _world.Defender.AddComment(new("2"), "alice@contoso.com", "", "Elsewhere.");
        _world.Settle();
        _world.Sentinel.Find(Name)!.Incident[AllFields.Severity].ShouldBe(new Seen<Severity>(Severity.High));
        _world.Sentinel.Comments(SmallWorld.TwinOf(new("2"))).ShouldContain(comment => comment.Text.Contains("Elsewhere."));
    }

    [Fact]
    public void A_list_that_goes_on_is_read_again_when_its_count_has_changed_and_not_before()
    {
        Say(10);
        _world.Settle();
        var read = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comments);
        _world.Run(TimeSpan.FromMinutes(30));
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comments).ShouldBe(read);
        Say(1, from: 10);
        _world.Settle();
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comments).ShouldBe(read + 2);
    }

    [Fact]
    public void What_is_not_read_any_more_is_no_deletion_and_is_carried_once()
    {
        _world.Sentinel.CommentsPage = 100;
        Say(10);
        _world.Settle();
        _world.Sentinel.CommentsPage = 3;
        Say(1, from: 10);
        _world.Settle();
        Carried().ShouldBe(Notes(10));
        _world.Sentinel.CommentsPage = 100;
        Say(1, from: 11);
        _world.Settle();
        Carried().ShouldBe(Notes(12));
        _world.Store.Find(Link)!.CommentHold.ShouldBeNull();
    }

    [Fact]
    public void What_Defender_says_waits_and_is_carried_once_when_Sentinel_lists_no_more_than_is_read()
    {
        Say(10);
        _world.Settle();
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "Is anybody there?");
        _world.Settle();
        Copies("Is anybody there?").ShouldBe(0);
        _world.Sentinel.CommentsPage = 100;
        Say(1, from: 10);
        _world.Settle();
        _world.Settle();
        Copies("Is anybody there?").ShouldBe(1);
        Carried().ShouldBe(Notes(11));
    }

    [Fact]
    public void A_copy_of_ours_beyond_what_is_read_is_not_posted_again_after_the_database_was_lost()
    {
        Say(8);
        _world.Sentinel.CommentsPage = 100;
        _world.Settle();
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "The last of all.");
        _world.Settle();
        _world.Sentinel.CommentsPage = 3;
        _world.LoseDatabase();
        var posted = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comment);
        _world.Settle();
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comment).ShouldBe(posted);
        (Copies("The last of all."), Carried().Count).ShouldBe((1, 8));
    }

    [Fact]
    public void The_same_words_on_both_portals_are_paired_when_the_rest_comes_into_sight()
    {
        _world.Sentinel.AddComment(Name, "bob@contoso.com", "far", "Far down.");
        Say(8);
        _world.LoseDatabase();
        _world.Sentinel.CommentsPage = 1;
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "Note 8.");
        _world.Settle();
        _world.Sentinel.CommentsPage = 100;
        Say(1, from: 8);
        _world.Settle();
        _world.Sentinel.Comments(Name).Count(comment => comment.Text.Contains("Note 8.")).ShouldBe(1);
    }

    [Fact]
    public void A_process_that_is_told_to_stop_reads_no_further_page_and_gives_the_link_back()
    {
        Say(10);
        _world.Fault = call =>
        {
            if (call.Operation == InMemoryPortalOperation.Comments)
            {
                _world.Stopping.Cancel();
            }

            return null;
        };
        _world.Read(Portal.Sentinel);
        _world.Remind();
        while (_world.Deliver())
        {
        }

        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Comments).ShouldBe(1);
        _world.Claim(Id).ShouldNotBeNull().Dirty.ShouldBeTrue();
    }

    private void Say(int count, int from = 0)
    {
        for (var number = from + 1; number <= from + count; number++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            _world.Sentinel.AddComment(Name, "bob@contoso.com", $"note-{number}", $"Note {number}.");
        }
    }

    private static IReadOnlyList<string> Notes(int count) => [.. Enumerable.Range(1, count).Select(number => $"Note {number}.")];

    private IReadOnlyList<string> Carried() =>
    [
        .. _world.Defender.Comments(Id).Select(comment => comment.Text.Split('\n')).Where(lines => lines.Length > 1)
            .Select(lines => lines[1]),
    ];

    private int Copies(string words) => _world.Sentinel.Comments(Name).Count(comment => comment.Text.Contains(words));
}
