namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>Comments that careless code carries wrongly: HTML, an image that would call home, and quotes of comments that were carried,
/// with the line that marks them.</summary>
internal sealed class Remarks(Stage stage) : IEpisode
{
    private const string Html =
        "<b>Bold</b> claim &amp; a picture: <img src=\"https://tracker.fabrikam.com/pixel.png\"> ![x](https://tracker.fabrikam.com/x.png)";

    private readonly string _talkedAbout = stage.Open();
    private readonly string _quoting = stage.Open();

    public void Act(int wave)
    {
        switch (wave)
        {
            case 1:
                stage.Comment(stage.InDefender(_talkedAbout), "Said in Defender.");
                stage.Comment(stage.InSentinel(_talkedAbout), "Said in Sentinel.");
                break;
            case 2:
                stage.Comment(stage.InDefender(_talkedAbout), Html);
                stage.Comment(stage.InSentinel(_talkedAbout), Html.ToUpperInvariant());
                break;
            case 4:
                var (inDefender, inSentinel) = (Carried(stage.Defender.Find(_talkedAbout)!.Comments.Select(comment => comment.Text)),
                    Carried(stage.Sentinel.Find(stage.InSentinel(_talkedAbout).IncidentId)!.Comments.Select(comment => comment.Message)));

                // Whole on another incident; and only the marked line, under words of one's own, on the same.
                stage.Comment(stage.InDefender(_quoting), inDefender);
                stage.Comment(stage.InSentinel(_quoting), inSentinel);
                stage.Comment(stage.InDefender(_talkedAbout), $"My words over your line.\n{inSentinel.Split('\n')[^1]}");
                break;
        }
    }

    private static string Carried(IEnumerable<string> comments) =>
        comments.LastOrDefault(text => text.Contains("[incidentsync ", StringComparison.Ordinal))
        ?? "alice@contoso.com in Defender, 2026-11-22 02:30:11 UTC:\nSaid.\n[incidentsync 1.demo.AAAAAAAAAAAA.AAAAAAAAAAAAAAAA]";
}
