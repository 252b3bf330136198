using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>Where Microsoft's own sync serves a pair, it is waited for, and what it missed is repaired.</summary>
public sealed class NativeTests
{
    private static readonly SyncRules Native = SyncRules.Default.Under(new NativeSync(TimeSpan.FromMinutes(15)));

    [Theory]
    [InlineData(14, "wait until 2026-01-22T12:15:00Z")]
    [InlineData(15, "create: ")]
    public void No_twin_is_made_before_Microsoft_had_its_time(double minutes, string action) =>
        Print.Of(Plan(Pair.Synced() with { Sentinel = null }, minutes).Action).ShouldStartWith(action);

    [Theory]
    [InlineData(15, "wait until 2026-01-22T12:16:00Z")]
    [InlineData(16, "Sentinel.severity := High")]
    public void An_edit_is_carried_only_when_Microsoft_did_not(double minutes, string action) =>
        Print.Of(Plan(Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High), minutes).Action).ShouldBe(action);

    [Fact]
    public void What_Microsoft_has_carried_is_agreement() =>
        Print.Of(Plan(
            Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Edit(Sentinel, AllFields.Severity, Severity.High, 300), 6)
            .Action).ShouldBe("nothing");

    [Fact]
    public void The_grace_counts_from_the_later_of_two_edits() =>
        Print.Of(Plan(Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High)
            .Edit(Sentinel, AllFields.Severity, Severity.Low, 600), 20).Action)
            .ShouldBe("wait until 2026-01-22T12:25:00Z");

    [Fact]
    public void The_description_is_left_alone() =>
        Print.Of(Plan(Pair.Synced().Edit(Defender, AllFields.Description, "Three stages."), 60).Action).ShouldBe("nothing");

    private static SyncPlan Plan(Pair pair, double minutes) =>
        Planner.Plan(pair.Link(), Native, Pair.Start.After(TimeSpan.FromMinutes(minutes)));
}
