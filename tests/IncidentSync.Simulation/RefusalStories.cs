using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>Sentinel refuses a part of what it is given, or something stands against all of it.</summary>
public sealed class RefusalStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly Failure.Denied Locked = HttpFailure.Denied(409, "ScopeLocked", "The scope cannot perform write operation");
    private readonly SmallWorld _world = new();

    [Theory]
    [InlineData("title", "Defender incident 1")]
    [InlineData("severity", "Informational")]
    [InlineData("status", "New")]
    [InlineData("description", "")]
    [InlineData("tags", "[]")]
    [InlineData("owner", "{}")]
    public void A_twin_of_which_one_member_is_refused_is_made_and_that_member_held(string refused, string shown)
    {
        Create();
        Refuse(refused);
        _world.Settle();
        _world.Settle();
        Shown(refused).ShouldBe(shown);
        Link().Held.ShouldBe([KeyValuePair.Create(AllFields.Named(refused)!, HoldReason.Refused)]);
        foreach (var other in AllFields.All.Where(
            field => field.Name != refused && field != AllFields.Verdict && field != AllFields.Priority))
        {
            other.Agree(_world.Defender.Find(Id)!.Incident[other], Twin()[other], SyncRules.Default.Fields).ShouldBeTrue(other.Name);
        }
    }

    [Fact]
    public void Two_guilty_members_are_both_found()
    {
        Create();
        Refuse("title", "tags");
        _world.Settle();
        Link().Held.Keys.ShouldBe([AllFields.Title, AllFields.Tags], ignoreOrder: true);
        Twin()[AllFields.Severity].ShouldBe(new Seen<Severity>(Severity.High));
    }

    [Fact]
    public void A_member_that_was_found_guilty_is_not_sent_again_and_another_value_of_it_is()
    {
        Create();
        Refuse("title");
        _world.Settle();
        var writes = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write);
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.Low));
        _world.Settle();
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(writes + 1);
        _world.Fault = _ => null;
        _world.Defender.Set(Id, AllFields.Title, new Seen<string>("A title that fits"));
        _world.Settle();
        (Shown("title"), Link().Held.Count).ShouldBe(("A title that fits", 0));
    }

    [Fact]
    public void A_workspace_that_refuses_every_twin_is_asked_less_and_less_often()
    {
        Create();
        Refuse("title", "severity", "status");
        _world.Fault = call => call is { Portal: Portal.Sentinel, Operation: InMemoryPortalOperation.Write } ? Refusal : null;
        _world.Run(TimeSpan.FromMinutes(30));
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBeLessThan(15);
        Link().LastError.ShouldBe("refused (HTTP 400 BadRequest)");
    }

    [Fact]
    public void A_conflict_that_is_a_lock_is_told_by_its_own_name_and_waits_for_somebody_to_lift_it()
    {
        Pair();
        _world.Always(Portal.Sentinel, InMemoryPortalOperation.Write, new InMemoryPortalFault.Conflicts(Locked));
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.Low));
        _world.Run(TimeSpan.FromMinutes(20));
        Link().LastError.ShouldBe("access denied (HTTP 409 ScopeLocked)");
        Link().Obstacle.ShouldBe(new(ObstacleKind.Denied, "ScopeLocked"));
        _world.Store.JournalOf(Link().Id).ShouldContain(row => row.Reason.EndsWith(Locked.Message));
        _world.Fault = _ => null;
        _world.Settle();
        Link().Obstacle.ShouldBeNull();
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_conflict_of_any_code_is_one_when_another_version_stands_there()
    {
        Pair();
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () =>
        {
            _world.Sentinel.Edit(Name, _ => { });
            return new InMemoryPortalFault.Conflicts(HttpFailure.Denied(409, "", ""));
        });
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.Low));
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Store.JournalOf(Link().Id).ShouldNotContain(row => row.Kind == JournalKind.Error);
    }

    [Fact]
    public void A_lock_keeps_a_twin_and_a_comment_waiting_under_its_name()
    {
        Create();
        _world.Always(Portal.Sentinel, InMemoryPortalOperation.Write, new InMemoryPortalFault.Conflicts(Locked));
        _world.Run(TimeSpan.FromMinutes(5));
        Link().LastError.ShouldBe("access denied (HTTP 409 ScopeLocked)");
        _world.Always(Portal.Sentinel, InMemoryPortalOperation.Comment, new InMemoryPortalFault.Conflicts(Locked));
        _world.Run(TimeSpan.FromMinutes(10));
        Link().LastError.ShouldBe("access denied (HTTP 409 ScopeLocked)");
        _world.Fault = _ => null;
        _world.Settle();
        _world.Sentinel.Comments(Name).Count.ShouldBe(1);
    }

    private static InMemoryPortalFault Refusal =>
        new InMemoryPortalFault.Refused(HttpFailure.Refused(400, "BadRequest", "The value is not allowed."));

    private void Create() => _world.Defender.Create(Id, document =>
    {
        (document["severity"], document["status"], document["description"]) = ("high", "inProgress", "Two mails.");
        (document["assignedTo"], document["customTags"]) = ("bob@contoso.com", new System.Text.Json.Nodes.JsonArray("vip"));
    });

    private void Pair()
    {
        Create();
        _world.Settle();
    }

    // What Defender says of these is not taken; what is invented is.
    private void Refuse(params string[] names)
    {
        var said = _world.Defender.Find(Id)!.Incident;
        _world.Fault = call => call is { Portal: Portal.Sentinel, Operation: InMemoryPortalOperation.Write }
            && call.Write!.Fields.Any(IsRefused)
            ? Refusal
            : null;

        bool IsRefused(FieldWrite write) =>
            names.Contains(write.Field.Name) && write.Field.Agree(said[write.Field], write.Value, SyncRules.Default.Fields);
    }

    private string Shown(string field) => AllFields.Named(field)!.ToJson(Twin()[AllFields.Named(field)!]) is { } json
        ? json is System.Text.Json.Nodes.JsonValue text ? text.GetValue<string>() : json.ToJsonString()
        : "";

    private Incident Twin() => _world.Sentinel.Find(Name)!.Incident;

    private Link Link() => _world.Store.Find(Sample.LinkOf("1"))!;
}
