using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What the bases remember of edits that are on their way, and when they have moved.</summary>
public sealed class BasesTests
{
    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void The_first_snapshot_that_differs_leaves_its_stamp_and_a_later_one_does_not(Portal portal)
    {
        var edited = Pair.Synced().Edit(portal, AllFields.Severity, Severity.High, 10).Edit(portal, AllFields.Severity, Severity.Low, 20);
        var bases = edited.Bases[AllFields.Severity]!;
        bases.Since(portal).ShouldBe(Pair.Start.After(TimeSpan.FromSeconds(10)));
        bases.Since(portal.Other()).ShouldBeNull();
    }

    [Fact]
    public void A_field_that_is_not_shown_for_a_while_was_not_edited() =>
        Pair.Synced().Show(Defender, AllFields.Severity, Reading.Unseen).Bases[AllFields.Severity]!.Since(Defender).ShouldBeNull();

    [Fact]
    public void Bases_that_learn_nothing_are_the_same_bases()
    {
        var pair = Pair.Synced();
        pair.Bases.Observe(pair.Defender!).ShouldBeSameAs(pair.Bases);
        pair.Bases.Agree(pair.Defender!, pair.Sentinel!, pair.Rules.Fields).ShouldBeSameAs(pair.Bases);
        pair.Bases.MovedSince(pair.Bases).ShouldBeEmpty();
    }

    [Fact]
    public void Bases_that_were_loaded_again_have_not_moved() => Pair.Synced().Bases.MovedSince(Pair.Synced().Bases).ShouldBeEmpty();

    [Fact]
    public void At_first_contact_every_field_that_agrees_moves() =>
        Pair.Synced().Bases.MovedSince(Bases.None).ShouldBe(Pair.Synced().Bases.ByField.Keys, ignoreOrder: true);

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Only_the_field_that_was_carried_moves(Portal portal)
    {
        var edited = Pair.Synced().Edit(portal, AllFields.Severity, Severity.High);
        edited.Apply().Bases.MovedSince(edited.Bases).ShouldBe([AllFields.Severity]);
    }

    [Fact]
    public void An_edit_that_is_noticed_moves_its_fields_base_by_its_stamp_alone()
    {
        var pair = Pair.Synced();
        var edited = pair.Edit(Sentinel, AllFields.Severity, Severity.High);
        edited.Bases.MovedSince(pair.Bases).ShouldBe([AllFields.Severity]);
        edited.Bases[AllFields.Severity]!.Sentinel.ShouldBe(pair.Bases[AllFields.Severity]!.Sentinel);
    }
}
