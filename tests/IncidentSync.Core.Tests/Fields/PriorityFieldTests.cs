using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>The rows of the table above <see cref="PriorityField"/>, in its order, and the words for it.</summary>
public sealed class PriorityFieldTests
{
    private static readonly Pair Unranked = Pair.Synced().Edit(Sentinel, AllFields.Priority, Priority.None);

    [Fact]
    public void It_is_left_alone_unless_somebody_wants_it() =>
        Unranked.Edit(Defender, AllFields.Priority, Priority.Top).Decide(AllFields.Priority).ShouldBe("unchanged");

    [Fact]
    public void A_score_that_is_gone_clears_no_label() =>
        Wanted(Unranked.Edit(Sentinel, AllFields.Priority, Priority.Top)).Decide(AllFields.Priority).ShouldBe("unchanged");

    [Fact]
    public void A_score_becomes_a_label() =>
        Wanted(Unranked.Edit(Defender, AllFields.Priority, Priority.Top)).Decide(AllFields.Priority).ShouldBe("Sentinel.priority := Top");

    [Fact]
    public void A_new_score_is_carried_and_no_conflict() =>
        Ranked().Edit(Defender, AllFields.Priority, Priority.Low).Decide(AllFields.Priority).ShouldBe("Sentinel.priority := Low");

    [Fact]
    public void A_label_that_somebody_changed_is_put_back_and_what_it_said_is_journaled() =>
        Ranked().Edit(Sentinel, AllFields.Priority, Priority.Low).Decide(AllFields.Priority)
            .ShouldBe("Defender wins (defender-only): Sentinel.priority := Top");

    [Theory]
    [InlineData(0, Priority.Low, "defender-priority:low")]
    [InlineData(14, Priority.Low, "defender-priority:low")]
    [InlineData(15, Priority.Medium, "defender-priority:medium")]
    [InlineData(85, Priority.Medium, "defender-priority:medium")]
    [InlineData(86, Priority.Top, "defender-priority:top")]
    [InlineData(100, Priority.Top, "defender-priority:top")]
    public void A_score_has_a_priority_and_a_priority_a_label(int score, Priority priority, string label)
    {
        PriorityField.Of(score).ShouldBe(priority);
        PriorityField.Label(priority).ShouldBe(label);
        PriorityField.ShownBy(label.ToUpperInvariant()).ShouldBe(priority);
        TagsField.IsOwned(label).ShouldBeTrue();
    }

    [Theory]
    [InlineData("vip")]
    [InlineData("defender-priority:none")]
    [InlineData("defender-priority:")]
    [InlineData("")]
    public void Other_labels_show_none(string label) => PriorityField.ShownBy(label).ShouldBeNull();

    [Fact]
    public void Where_Microsofts_own_sync_would_copy_the_label_it_is_off() =>
        Wanted(Unranked).Rules.Under(new NativeSync(TimeSpan.Zero))
            .Fields.PolicyOf(AllFields.Priority)
            .ShouldBe(ConflictPolicy.Off);

    private static Pair Ranked() => Wanted(Unranked.Edit(Defender, AllFields.Priority, Priority.Top)).Apply().Agree();

    private static Pair Wanted(Pair pair) => pair.Under(AllFields.Priority, ConflictPolicy.DefenderOnly);
}
