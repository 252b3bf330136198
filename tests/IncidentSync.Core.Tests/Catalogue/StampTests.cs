using System.Globalization;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Catalogue;

/// <summary>The portals stamp to 100 ns; what is lost of that makes every incident look changed for ever.</summary>
public sealed class StampTests
{
    [Theory]
    [InlineData("2026-03-25T07:31:13.5533333Z")]
    [InlineData("2026-03-25T07:31:06.6653041Z")]
    [InlineData("2026-03-25T07:31:06.439621Z")]
    [InlineData("2026-03-25T07:31:06Z")]
    public void Seven_digits_of_a_second_are_kept_and_written_as_the_portal_wrote_them(string stamp) =>
        Stamp.Of(DateTimeOffset.Parse(stamp, CultureInfo.InvariantCulture)).ToString().ShouldBe(stamp);

    [Fact]
    public void Two_stamps_a_tick_apart_are_two_stamps()
    {
        var stamp = Pair.Start;
        var next = stamp.After(TimeSpan.FromTicks(1));
        (next > stamp, next >= stamp, next < stamp, next <= stamp).ShouldBe((true, true, false, false));
        (stamp > next, stamp >= next, stamp < next, stamp <= next).ShouldBe((false, false, true, true));
        (stamp.CompareTo(next) < 0, next == stamp).ShouldBe((true, false));
    }

    [Fact]
    public void A_stamp_is_neither_later_nor_earlier_than_itself()
    {
        var (stamp, same) = (Pair.Start, new Stamp(Pair.Start.Ticks));
        (stamp > same, stamp >= same, stamp < same, stamp <= same).ShouldBe((false, true, false, true));
    }

    [Fact]
    public void An_offset_is_another_way_to_write_the_same_stamp() =>
        Stamp.Of(new DateTimeOffset(2026, 1, 22, 14, 0, 0, TimeSpan.FromHours(2))).ShouldBe(Pair.Start);

    [Fact]
    public void An_incident_whose_stamp_alone_moved_is_the_same_in_every_field()
    {
        var read = Pair.Synced().Defender!;
        var touched = read with { Stamp = read.Stamp.After(TimeSpan.FromSeconds(1)) };
        (touched.SameAs(read), touched.SameFields(read)).ShouldBe((false, true));
    }
}
