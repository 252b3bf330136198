using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>
/// A replay only marks links dirty, so a history in which any links are replayed at any time, any number of times, is the history without:
/// the same values, the same comments, the same calls that write, and the same told of them.
/// </summary>
public sealed class ReplayTests
{
    private static readonly IncidentId[] Incidents = [new("1"), new("2"), new("3")];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_history_with_replays_ends_as_the_same_history_without(int seed)
    {
        var (without, with) = (Live(seed, replays: false), Live(seed, replays: true));
        with.Trace.Count(line => line.StartsWith("mark ")).ShouldBeGreaterThan(50);
        Portals(with).ShouldBe(Portals(without));
        Writes(with).ShouldBe(Writes(without));
        foreach (var link in without.Store.Links)
        {
            Describe(with.Store.Find(link)!).ShouldBe(Describe(without.Store.Find(link)!));
            Told(with, link).ShouldBe(Told(without, link), ignoreOrder: true);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Replays_of_settled_links_add_nothing_to_the_store_or_the_portals(int seed)
    {
        var world = Live(seed, replays: false);
        var (before, portals, writes) = (Whole(world), Portals(world), Writes(world));
        for (var round = 0; round < 5; round++)
        {
            world.Settle(() => Replay(world));
        }

        (Whole(world), Portals(world), Writes(world)).ShouldBe((before, portals, writes));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void With_replays_and_answers_that_are_lost_or_late_all_is_in_step_and_every_comment_stands_once(int seed)
    {
        var random = new Random(seed);
        var world = new SmallWorld(seed);
        world.Fault = call => !call.Writes ? null : random.Next(4) switch
        {
            0 => new InMemoryPortalFault.AnswerLost(),
            1 => new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(random.Next(1, 59))),
            _ => null,
        };
        Happen(world, random, between: () => Replay(world));
        world.ShouldBeInStep();
        foreach (var id in Incidents)
        {
            var (here, there) = (world.Defender.Comments(id), world.Sentinel.Comments(SmallWorld.TwinOf(id)));
            here.Count.ShouldBe(there.Count - 1, $"{id}: {string.Join(" | ", here)} and {string.Join(" | ", there)}");
        }
    }

    private static SmallWorld Live(int seed, bool replays)
    {
        var world = new SmallWorld(seed);
        Happen(world, new Random(seed), replays ? () => Replay(world) : () => { });
        return world;
    }

    /// <param name="world">The world.</param>
    /// <param name="random">What happens.</param>
    /// <param name="between">What else happens, between any two steps of the stages.</param>
    private static void Happen(SmallWorld world, Random random, Action between)
    {
        foreach (var id in Incidents)
        {
            world.Defender.Create(id);
        }

        world.Settle(between);
        for (var day = 1; day <= 8; day++)
        {
            // A replay may cost time, and the time of a comment is told with it.
            world.Time.Advance(ManualTime.Start.AddDays(day) - world.Time.GetUtcNow());
            for (var edit = random.Next(1, 6); edit > 0; edit--)
            {
                Edit(world, random, Incidents[random.Next(Incidents.Length)], $"{day}.{edit}");
            }

            between();
            world.Remind();
            while (world.Deliver())
            {
                between();
            }

            world.Settle(between);
        }
    }

    private static void Edit(SmallWorld world, Random random, IncidentId id, string text)
    {
        world.Time.Advance(TimeSpan.FromSeconds(5));
        InMemoryPortal portal = random.Next(2) == 0 ? world.Defender : world.Sentinel;
        var name = portal == world.Defender ? id : SmallWorld.TwinOf(id);
        switch (random.Next(5))
        {
            case 0:
                portal.AddComment(name, "alice@contoso.com", $"comment-{text}", $"saw {text}");
                break;
            case 1:
                portal.Set(name, AllFields.Title, new Seen<string>($"title {text}"));
                break;
            case 2:
                portal.Set(name, AllFields.Tags, new Seen<Tags>(Tags.Of([$"tag {random.Next(4)}"])));
                break;
            case 3:
                portal.Set(name, AllFields.Severity, new Seen<Severity>((Severity)random.Next(4)));
                break;
            default:
                portal.Set(name, AllFields.Status, new Seen<Status>((Status)random.Next(2)));
                break;
        }
    }

    // Any subset, any number of times; the due loop may come by or not.
    private static void Replay(SmallWorld world)
    {
        foreach (var link in world.Store.Links.Where(_ => world.Random.Next(2) == 0))
        {
            world.Store.Mark(link);
        }

        if (world.Random.Next(4) == 0)
        {
            world.Remind();
        }
    }

    private static string Portals(SmallWorld world) => string.Join('\n', Incidents.SelectMany(id => new[]
    {
        $"{world.Defender.Find(id)!.Incident.ToJson()} {Texts(world.Defender.Comments(id))}",
        $"{world.Sentinel.Find(SmallWorld.TwinOf(id))!.Incident.ToJson()} {Texts(world.Sentinel.Comments(SmallWorld.TwinOf(id)))}",
    }));

    private static string Texts(IEnumerable<IncidentSync.Core.Comments.Comment> comments) =>
        string.Join(" | ", comments.Select(comment => comment.Text).Order());

    private static int Writes(SmallWorld world) =>
        world.Trace.Count(line => line.EndsWith(" Write", StringComparison.Ordinal) || line.EndsWith(" Comment", StringComparison.Ordinal));

    private static string Describe(Link link) => string.Join('\n',
    [
        $"{link.State} {link.Attempts} {link.LastError} {link.Intents.Length} {link.CommentsRead}",
        $"{link.Defender?.Incident.ToJson()} {link.Sentinel?.Incident.ToJson()}",
        .. link.Bases.ByField.OrderBy(pair => pair.Key.Name).Select(pair => $"{pair.Key}: {pair.Value.Defender} {pair.Value.Sentinel}"),
        .. link.Held.OrderBy(pair => pair.Key.Name).Select(pair => $"{pair}"),
        .. link.Unwritable.Select(value => $"{value}"),
        .. link.Comments.Select(comment => $"{comment.Home} {comment.Role}").Order(),
    ]);

    // What is planned again before it was written is told again.
    private static IEnumerable<JournalEntry> Told(SmallWorld world, LinkId link) => world.Store.JournalOf(link).Distinct();

    private static string Whole(SmallWorld world) => string.Join('\n', world.Store.Links.Select(link =>
        $"{Describe(world.Store.Find(link)!)} {string.Join('\n', world.Store.JournalOf(link))}"));
}
