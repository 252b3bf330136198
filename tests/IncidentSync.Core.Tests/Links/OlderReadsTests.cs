using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>When reads that are older than what is known are a stale replica's, and when a clock was set back.</summary>
public sealed class OlderReadsTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly Snapshot Shown = Pair.Synced().Sentinel!;
    private static readonly OlderReads Four = new(Sentinel, Shown.Stamp, Pair.Start, 4);

    [Fact]
    public void The_first_is_counted_from_when_it_was_read() =>
        OlderReads.Count(null, Shown, Later(1)).ShouldBe(new OlderReads(Sentinel, Shown.Stamp, Later(1), 1));

    [Fact]
    public void One_more_of_the_same_is_counted_from_the_first() =>
        OlderReads.Count(Four, Shown, Later(1)).ShouldBe(Four with { Reads = 5 });

    [Fact]
    public void One_of_another_stamp_or_of_the_other_portal_begins_anew()
    {
        OlderReads.Count(Four with { Portal = Defender }, Shown, Later(1)).Reads.ShouldBe(1);
        OlderReads.Count(Four with { Stamp = new Stamp(1) }, Shown, Later(1)).ShouldBe(Four with { Since = Later(1), Reads = 1 });
    }

    [Theory]
    [InlineData(5, 301, true)]
    [InlineData(6, 301, true)]
    [InlineData(4, 301, false)]
    [InlineData(5, 300, false)]
    [InlineData(9, 299, false)]
    public void Five_that_came_for_longer_than_a_change_may_be_late_are_no_stale_reads(int reads, int seconds, bool isSettled) =>
        (Four with { Reads = reads }).IsSettled(Later(seconds), Overlap).ShouldBe(isSettled);

    private static Stamp Later(int seconds) => Pair.Start.After(TimeSpan.FromSeconds(seconds));
}
