using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a connection's rules come to when two settings speak of the same thing.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData(5, 15, 15)]
    [InlineData(30, 15, 30)]
    public void A_twin_waits_for_the_longer_of_its_delay_and_Microsofts_own_sync(int delay, int grace, int age) =>
        (SyncRules.Default.Under(new NativeSync(TimeSpan.FromMinutes(grace))) with
        {
            Twins = TwinRules.Every with { CreateDelay = TimeSpan.FromMinutes(delay) },
        }).TwinAge.ShouldBe(TimeSpan.FromMinutes(age));

    [Fact]
    public void Under_Microsofts_own_sync_comments_are_its_own() =>
        SyncRules.Default.Under(new NativeSync(TimeSpan.Zero)).Comments.Policy.ShouldBe(ConflictPolicy.Off);

    [Fact]
    public void A_field_that_nobody_configured_has_its_first_policy() =>
        AllFields.All.ShouldAllBe(field => SyncRules.Default.Fields.PolicyOf(field) == field.Policies[0]);

    [Fact]
    public void A_severity_that_is_not_known_is_not_too_low() =>
        (TwinRules.Every with { MinSeverity = Severity.High })
            .Allow(Pair.Synced().Defender!.Incident.With(AllFields.Severity, new Unknown("critical"))).ShouldBeTrue();

    [Fact]
    public void A_title_and_tags_that_are_not_known_pass_no_filter_that_asks_for_them()
    {
        var unread = Incident.Empty;
        (TwinRules.Every with { Tags = Tags.Of("vip") }).Allow(unread).ShouldBeFalse();
        (TwinRules.Every with { TitleContains = ["phish"] }).Allow(unread).ShouldBeFalse();
    }

    [Fact]
    public void One_of_the_tags_and_one_of_the_words_of_a_filter_are_enough()
    {
        var incident = Pair.Synced().Defender!.Incident;
        (TwinRules.Every with { Tags = Tags.Of("phish", "vip") }).Allow(incident).ShouldBeTrue();
        (TwinRules.Every with { TitleContains = ["ransom", "multi-stage"] }).Allow(incident).ShouldBeTrue();
    }

    [Fact]
    public void An_object_without_an_id_is_nobodys_counterpart() =>
        new OwnerMap([new OwnerPair("night shift", Owner.InSentinel("", "", "night@contoso.com"))]).InDefender("").ShouldBeNull();
}
