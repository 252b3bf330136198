using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>
/// The process dies at every transaction there is, before it, within it and right after it, and what follows is as if it had not.
/// </summary>
public sealed class CrashTests
{
    private static readonly IncidentId Id = new("1");

    public static TheoryData<string> Moments => [.. Enum.GetNames<InMemorySyncStore.Moment>()];

    [Theory]
    [MemberData(nameof(Moments))]
    public void Wherever_it_dies_the_pair_is_in_step_and_every_comment_stands_once(string moment)
    {
        var transactions = Live((_, _) => false).Transactions;
        transactions.ShouldBeGreaterThan(20);
        for (var dying = 0; dying < transactions; dying++)
        {
            var (world, _) = Live((at, number) => $"{at}" == moment && number == dying);
            world.ShouldBeInStep();
            var comments = world.Sentinel.Comments(SmallWorld.TwinOf(Id));
            comments.Count.ShouldBe(2, $"dead at transaction {dying}: {string.Join('\n', world.Trace)}");
            world.Defender.Comments(Id).Count.ShouldBe(1);
        }
    }

    private static (SmallWorld World, int Transactions) Live(Func<InMemorySyncStore.Moment, int, bool> dies)
    {
        var (world, begun) = (new SmallWorld(), -1);
        world.Store.At = at =>
        {
            begun += at == InMemorySyncStore.Moment.Before ? 1 : 0;
            if (dies(at, begun))
            {
                throw new IOException("the process died");
            }
        };
        world.Defender.Create(Id);
        Survive(world);
        world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        world.Defender.AddComment(Id, "alice@contoso.com", "", "looked at it");
        Survive(world);
        world.Sentinel.Set(SmallWorld.TwinOf(Id), AllFields.Title, new Seen<string>("Phish"));
        Survive(world);
        return (world, begun + 1);
    }

    private static void Survive(SmallWorld world)
    {
        try
        {
            world.Settle();
        }
        catch (IOException)
        {
            world.Restart();
            world.Settle();
        }
    }
}
