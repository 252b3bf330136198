using IncidentSync.Service.Quotas;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>
/// The rows stand in the order of the table above <see cref="Quota"/>; the database's <c>calls_left</c> answers the same to everything.
/// </summary>
public sealed class QuotaTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static readonly Quota Puts = new(75, TimeSpan.FromMinutes(5), Kept: 30) { Trust = 10 };

    [Theory]
    [InlineData(0, 750)]
    [InlineData(1, 749)]
    [InlineData(800, -50)]
    public void A_portal_that_says_nothing_is_called_as_often_as_is_trusted(int used, int more) => Left(used).ShouldBe(more);

    [Theory]
    [InlineData(0, 450)]
    [InlineData(449, 1)]
    [InlineData(450, 0)]
    public void What_yields_then_leaves_a_part_of_that(int used, int more) => Left(used, yields: true).ShouldBe(more);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(50, 30)]
    [InlineData(74, 44)]
    [InlineData(75, 45)]
    [InlineData(749, 449)]
    [InlineData(10_000, 450)]
    public void What_yields_may_take_its_share_of_what_the_portal_leaves_and_never_the_last(int left, int more) =>
        Left(0, yields: true, leftOver: left).ShouldBe(more);

    [Fact]
    public void That_share_is_of_the_whole_however_it_is_taken()
    {
        var yielded = 0;
        while (Left(yielded, yields: true, leftOver: 75 - yielded, yielded: yielded) > 0)
        {
            yielded++;
        }

        yielded.ShouldBe(45);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(74)]
    [InlineData(748)]
    public void What_does_not_yield_may_take_all_that_the_portal_leaves(int left) => Left(1, leftOver: left).ShouldBe(left);

    [Fact]
    public void A_portal_that_refused_a_call_is_not_believed_beyond_what_it_guarantees()
    {
        Left(5, leftOver: 799, distrusted: true).ShouldBe(70);
        Left(5, leftOver: 69, distrusted: true).ShouldBe(69);
        Left(5, yields: true, leftOver: 799, distrusted: true).ShouldBe(42);
    }

    [Fact]
    public void Half_of_what_the_portal_says_is_left_may_be_used_where_that_is_more()
    {
        Left(740, leftOver: 100).ShouldBe(50);
        Left(740, leftOver: 12).ShouldBe(10);
    }

    [Fact]
    public async Task The_database_answers_the_same_to_everything()
    {
        var rows = await migrated.Database.ReadAsync(
            """
            select concat_ws(' ', most, kept, trust, believed, used, yielded, coalesce(said, -1),
                calls_left(most, kept, trust, believed, used, yielded, said))
            from (values (10, 4), (75, 30), (75, 0), (60, 30), (90, 18)) as l (most, kept),
                (values (1), (4), (10)) as t (trust), (values (true), (false)) as b (believed),
                unnest(array[0, 1, 2, 9, 10, 11, 30, 45, 74, 75, 76, 240, 449, 450, 451, 749, 750, 751, 800]) as used,
                unnest(array[0, 1, 6, 44, 45, 46, 450, 800]) as yielded,
                unnest(array[null, 0, 1, 2, 3, 5, 10, 29, 30, 45, 49, 74, 75, 100, 448, 449, 450, 724, 748, 749, 750, 799, 10000]) as said
            where yielded <= used
            """);
        rows.Count.ShouldBeGreaterThan(20_000);
        rows.Where(row => !IsInTable(row)).ShouldBeEmpty();
    }

    private static bool IsInTable(string row)
    {
        var said = row.Split(' ');
        var (most, kept, trust, believed) = (int.Parse(said[0]), int.Parse(said[1]), int.Parse(said[2]), said[3] == "t");
        var (used, yielded, left) = (int.Parse(said[4]), int.Parse(said[5]), int.Parse(said[6]));
        var limit = new Quota(most, TimeSpan.FromMinutes(5), kept) { Trust = trust };
        var spent = new QuotaUse(used, yielded, null, !believed);
        return limit.Left(spent, yields: kept > 0, left < 0 ? null : left) == int.Parse(said[7]);
    }

    private static int Left(int used, bool yields = false, int? leftOver = null, int yielded = 0, bool distrusted = false) =>
        Puts.Left(new QuotaUse(used, yielded, null, distrusted), yields, leftOver);
}
