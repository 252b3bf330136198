using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>What one change costs at the portals, list calls aside.</summary>
public sealed class CallCountStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld _world = new();

    public CallCountStories()
    {
        _world.Defender.Create(Id);
        _world.Settle();
    }

    [Fact]
    public void A_change_in_Defender_is_one_GET_and_one_PUT_in_Sentinel_for_a_PUT_would_make_a_deleted_incident_again() => Costs(
        () => _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High)), "Sentinel Get", "Sentinel Write");

    [Fact]
    public void A_change_in_Sentinel_is_one_GET_and_one_PATCH_in_Defender() => Costs(
        () => _world.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.High)), "Defender Get", "Defender Write");

    [Theory]
    [InlineData(Portal.Defender, "Sentinel Get", "Sentinel Write")]
    [InlineData(Portal.Sentinel, "Defender Get", "Defender Write")]
    public void A_burst_of_edits_on_one_incident_is_written_once(Portal portal, params string[] calls) => Costs(
        () =>
        {
            foreach (var (severity, title) in new[] { (Severity.High, "a"), (Severity.Low, "b"), (Severity.High, "c") })
            {
                _world.Time.Advance(TimeSpan.FromSeconds(1));
                Set(portal, AllFields.Severity, new Seen<Severity>(severity));
                Set(portal, AllFields.Title, new Seen<string>(title));
            }
        },
        calls);

    [Fact]
    public void Sentinels_comments_are_asked_for_when_their_number_moved_and_once() => Costs(
        () => _world.Sentinel.AddComment(Name, "bob", "n1", "Seen before."), "Sentinel Comments", "Defender Get", "Defender Comment");

    [Fact]
    public void What_changes_no_field_and_no_comment_costs_nothing() => Costs(() =>
    {
        _world.Defender.Edit(Id, _ => { });
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        _world.Defender.Edit(Id, _ => { });
    });

    private void Costs(Action change, params string[] calls)
    {
        var before = _world.Trace.Count;
        change();
        _world.Settle();
        _world.Settle();
        string[] kinds = [" Get", " Write", " Comments", " Comment"];
        _world.Trace.Skip(before).Where(line => kinds.Any(line.EndsWith))
            .Select(line => string.Join(' ', line.Split(' ').TakeLast(2))).ShouldBe(calls);
    }

    private void Set(Portal portal, Field field, Reading value) =>
        _ = portal == Portal.Defender ? _world.Defender.Set(Id, field, value) : _world.Sentinel.Set(Name, field, value);
}
