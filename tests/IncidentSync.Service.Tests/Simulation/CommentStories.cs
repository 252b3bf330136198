using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>What is said on one portal, as it is read on the other.</summary>
public sealed class CommentStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld world = new();

    public CommentStories()
    {
        world.Defender.Create(Id);
        world.Settle();
    }

    [Fact]
    public void What_a_playbook_wrote_as_HTML_is_readable_in_Defender_and_carried_once()
    {
        const string html = "<div><p>Asked the <b>service desk</b> &amp; the user.</p></div>";
        world.Sentinel.AddComment(Name, "playbook", "note", html);
        world.Settle();
        world.Settle();
        world.Defender.Comments(Id).Single().Text.ShouldContain(":\nAsked the service desk & the user.\n[incidentsync 1.");
    }

    [Fact]
    public void What_was_written_in_Defender_keeps_its_letters_in_Sentinel()
    {
        world.Defender.AddComment(Id, "alice@contoso.com", "", "René asked: <b>why</b>? \U0001F469");
        world.Settle();
        world.Sentinel.Comments(Name)[^1].Text.ShouldContain("\nRené asked: &lt;b&gt;why&lt;/b&gt;? \U0001F469\n");
    }
}
