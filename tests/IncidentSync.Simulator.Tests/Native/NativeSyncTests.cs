using IncidentSync.Demo.Day;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Tests.Day;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Native;

public sealed class NativeSyncTests : IDisposable
{
    private static readonly Actor Alice = Actor.Person("alice@contoso.com");
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(11);
    private readonly World _world = SteppedWorld.Make(11, native: true);

    [Fact]
    public void A_Defender_incident_appears_within_ten_minutes_with_its_provider_id_and_url()
    {
        var made = _world.Defender().Create();
        _world.Agenda.RunFor(TimeSpan.FromSeconds(20));
        _world.Sentinel().Incidents().ShouldBeEmpty();
        _world.Agenda.RunFor(Soon);
        var twin = Twin(made.Id);
        (twin.ProviderName, twin.ProviderIncidentUrl).ShouldBe(("Microsoft XDR", made.WebUrl));
        twin.CreatedTimeUtc.ShouldBeLessThanOrEqualTo(made.CreatedDateTime);
    }

    [Fact]
    public void Several_edits_within_minutes_become_one_update_with_the_last_state()
    {
        var id = Pair();
        var before = _world.Edits.Last;
        foreach (var owner in new[] { "bob@contoso.com", "carol@contoso.com" })
        {
            _world.Defender().Edit(id, Alice, incident => incident with { AssignedTo = owner });
            _world.Agenda.RunFor(TimeSpan.FromMinutes(1));
        }

        _world.Agenda.RunFor(Soon);
        var carried = _world.Edits.After(before).Where(edit => edit.Actor == Actor.NativeSync).ShouldHaveSingleItem();
        (carried.Field, carried.New).ShouldBe(("owner", "carol@contoso.com"));
    }

    [Fact]
    public void A_close_in_Defender_arrives_with_classification_and_reason()
    {
        var id = Pair();
        _world.Defender().Edit(id, Alice, incident => incident with
        {
            Status = "resolved", Classification = "informationalExpectedActivity",
        });
        _world.Agenda.RunFor(Soon);
        var twin = Twin(id);
        (twin.Status, twin.Classification, twin.ClassificationReason).ShouldBe(("Closed", "BenignPositive", "SuspiciousButExpected"));
    }

    [Fact]
    public void A_close_in_Sentinel_arrives_with_classification_and_determination()
    {
        var id = Pair();
        EditTwin(id, twin => twin with
        {
            Status = "Closed", Classification = "FalsePositive", ClassificationReason = "IncorrectAlertLogic",
        });
        var defender = _world.Defender().Find(id)!;
        (defender.Status, defender.Classification, defender.Determination).ShouldBe(("resolved", "falsePositive", "notMalicious"));
        defender.LastModifiedBy.ShouldBe("Microsoft XDR");
    }

    [Fact]
    public void Title_severity_owner_and_tags_travel_from_Sentinel()
    {
        var id = Pair();
        EditTwin(id, twin => twin with
        {
            Title = "Renamed",
            Severity = "High",
            Owner = new SentinelOwner { UserPrincipalName = "bob@contoso.com" },
            Labels = [new SentinelLabel("vip")],
        });
        var defender = _world.Defender().Find(id)!;
        (defender.DisplayName, defender.Severity, defender.AssignedTo).ShouldBe(("Renamed", "high", "bob@contoso.com"));
        defender.CustomTags.ShouldBe(["vip"]);
    }

    [Fact]
    public void A_description_stays_where_it_was_written()
    {
        var id = Pair();
        EditTwin(id, twin => twin with { Description = "of Sentinel" });
        _world.Defender().Find(id)!.Description.ShouldBeNull();
    }

    [Fact]
    public void A_new_comment_travels_and_its_later_edit_does_not()
    {
        var id = Pair();
        _world.Sentinel().Comment(Twin(id).Name, Alice, "first words", "note");
        _world.Agenda.RunFor(Soon);
        _world.Sentinel().PutComment(Twin(id).Name, "note", null, Alice, "other words");
        _world.Agenda.RunFor(Soon);
        _world.Defender().Find(id)!.Comments.Select(comment => comment.Text).ShouldBe(["first words"]);
    }

    [Fact]
    public void A_comment_in_Defender_arrives_once_and_does_not_come_back()
    {
        var id = Pair();
        _world.Defender().Comment(id, Alice, "hello");
        _world.Agenda.RunFor(Soon * 3);
        Twin(id).Comments.ShouldHaveSingleItem().Message.ShouldBe("hello");
        _world.Defender().Find(id)!.Comments.Count.ShouldBe(1);
    }

    [Fact]
    public void A_redirected_incident_is_closed_with_the_label()
    {
        var (target, source) = (Pair(), Pair());
        _world.Defender().MergeIntoNewerShare = 0;
        _world.Defender().Merge([target, source]);
        _world.Agenda.RunFor(Soon);
        Twin(source).Status.ShouldBe("Closed");
        Twin(source).Labels.Select(label => label.Name).ShouldBe(["Redirected"]);
        Twin(target).Status.ShouldBe("New");
    }

    [Fact]
    public void Alerts_follow_from_Defender()
    {
        var id = Pair();
        _world.Defender().AddAlert(id, alert => alert with { Title = "Beacon" });
        _world.Agenda.RunFor(Soon);
        var alert = _world.Sentinel().FindAlert(Twin(id).Relations.ShouldHaveSingleItem().RelatedName);
        alert!.AlertDisplayName.ShouldBe("Beacon");
    }

    [Fact]
    public void An_incident_made_in_Sentinel_stays_there()
    {
        _world.Sentinel().Create(by: Actor.App("Playbook"));
        _world.Agenda.RunFor(Soon);
        _world.Defender().Incidents().ShouldBeEmpty();
    }

    [Fact]
    public void An_incident_deleted_in_Sentinel_does_not_come_back()
    {
        var id = Pair();
        _world.Sentinel().Delete(Twin(id).Name, Alice);
        _world.Defender().Edit(id, Alice, incident => incident with { Severity = "high" });
        _world.Agenda.RunFor(Soon);
        _world.Sentinel().Incidents().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("the lost one", "medium")]
    [InlineData("the next one", "low")]
    public void A_change_it_is_told_to_lose_is_not_carried_and_the_next_one_is(string edit, string severity)
    {
        var id = Pair();
        _world.Natives[0].LoseNext(id);
        _world.Defender().Edit(id, Alice, incident => incident with { Severity = "high", Status = "inProgress" });
        if (edit == "the next one")
        {
            _world.Defender().Edit(id, Alice, incident => incident with { Severity = "low" });
        }

        _world.Agenda.RunFor(Soon);
        (Twin(id).Severity.ToLowerInvariant(), Twin(id).Status).ShouldBe((severity, "New"));
        _world.Natives[0].Lost.Select(lost => lost.Field).ShouldBe([NativeField.Status, NativeField.Severity]);
    }

    [Fact]
    public void It_can_catch_up_at_once()
    {
        var id = _world.Defender().Create().Id;
        _world.Natives[0].CatchUp();
        Twin(id).ProviderName.ShouldBe("Microsoft XDR");
        var edits = _world.Edits.Last;
        _world.Agenda.RunFor(Soon);
        _world.Edits.Last.ShouldBe(edits);
    }

    [Fact]
    public void Both_sides_are_the_same_once_nobody_edits_any_more()
    {
        var day = new DaySwitch(_world);
        day.Start(new DayOptions());
        _world.Agenda.RunFor(TimeSpan.FromHours(12));
        day.Stop();
        _world.Agenda.RunFor(TimeSpan.FromHours(1));
        var pairs = _world.Sentinel().Incidents().Where(twin => twin.ProviderIncidentUrl is not null)
            .Select(twin => (Twin: twin, Defender: _world.Defender().Find(twin.ProviderIncidentId)!))
            .Where(pair => !pair.Defender.IsRedirected).ToList();
        pairs.Count.ShouldBeGreaterThan(100);
        pairs.ShouldAllBe(pair => pair.Twin.Title == pair.Defender.DisplayName
            && pair.Twin.Owner.ToString() == (pair.Defender.AssignedTo ?? "")
            && string.Equals(pair.Twin.Severity, pair.Defender.Severity, StringComparison.OrdinalIgnoreCase)
            && (pair.Twin.Status == "Closed") == (pair.Defender.Status == "resolved"));
    }

    public void Dispose() => _world.Dispose();

    private string Pair()
    {
        var id = _world.Defender().Create().Id;
        _world.Agenda.RunFor(Soon);
        return id;
    }

    private void EditTwin(string id, Func<SentinelIncident, SentinelIncident> change)
    {
        _world.Sentinel().Edit(Twin(id).Name, Alice, change);
        _world.Agenda.RunFor(Soon);
    }

    private SentinelIncident Twin(string id) => _world.Sentinel().Incidents()
        .Single(incident => incident.ProviderName == NativeProvider.Name && incident.ProviderIncidentId == id);
}
