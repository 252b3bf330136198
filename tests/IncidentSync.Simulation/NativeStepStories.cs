using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Loops;
using IncidentSync.Service.State;
using IncidentSync.Testing;
using Microsoft.Extensions.Logging;

namespace IncidentSync.Simulation;

/// <summary>Microsoft's own sync beside ours, and a workspace that has not said yet whether it is on.</summary>
public sealed partial class NativeStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private static readonly InMemoryPortalFault NeverArrived = new InMemoryPortalFault.Refused(new Failure.Unknown("the connection broke"));
    private readonly NativeState _native = new(NativeMode.Auto);

    [Fact]
    public void A_wait_for_microsofts_own_sync_ends_when_the_workspace_says_there_is_none()
    {
        var world = new SmallWorld(native: _native);
        world.Defender.Create(Id);
        world.Read(Portal.Defender);
        world.Deliver();
        _native.Told(false);
        world.Settle();
        (world.Sentinel.All().Count, world.Time.GetUtcNow() - ManualTime.Start).ShouldBe((1, TimeSpan.FromSeconds(31)));
    }

    [Theory]
    [InlineData(Portal.Defender)]
    [InlineData(Portal.Sentinel)]
    public void What_was_said_while_the_service_was_down_is_carried_once_the_workspace_has_answered(Portal said)
    {
        var world = Restarted(Said(said));
        world.Run(TimeSpan.FromMinutes(2));
        _native.Told(false);
        world.Settle();
        world.Defender.Comments(Id).Concat(world.Sentinel.Comments(Name)).Count(comment => comment.Text.Contains("Blocked")).ShouldBe(2);
    }

    [Fact]
    public void What_was_said_meanwhile_is_left_to_microsoft_when_its_own_sync_is_on()
    {
        var world = Restarted(Said(Portal.Sentinel));
        world.Run(TimeSpan.FromMinutes(2));
        _native.Told(true);
        world.Settle();
        world.Defender.Comments(Id).ShouldBeEmpty();
    }

    [Fact]
    public void A_description_that_was_edited_while_the_service_was_down_is_carried_once_the_workspace_has_answered()
    {
        var world = Restarted(world => world.Defender.Edit(Id, incident => incident["description"] = "Phish"));
        world.Run(TimeSpan.FromMinutes(20));
        _native.Told(false);
        world.Settle();
        world.Sentinel.Find(Name)!.Incident[AllFields.Description].ShouldBe(new Seen<string>("Phish"));
    }

    [Fact]
    public void Nothing_is_written_before_the_workspace_has_answered_and_a_wait_leaves_no_trace_in_the_journal()
    {
        var world = Restarted(world => world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High)));
        var (written, journaled) = (Writes(world), Journal(world));
        world.Run(TimeSpan.FromMinutes(20));
        (Writes(world), Journal(world)).ShouldBe((written, journaled));
        _native.Told(false);
        world.Settle();
        world.ShouldBeInStep();
    }

    [Fact]
    public void Nobody_waits_for_the_answer_where_nothing_is_to_be_written()
    {
        var world = Restarted(world => world.Defender.Edit(Id, incident => incident["lastUpdateDateTime"] = "2026-11-22T03:00:00Z"));
        world.Settle();
        world.Store.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public async Task The_log_tells_once_why_the_workspace_has_not_answered_and_what_it_answered()
    {
        var world = new SmallWorld(native: _native);
        var logs = new LoggerFactory([world.Logs]);
        var store = new StoreHealth(logs.CreateLogger<StoreHealth>());
        var watch = new NativeWatch(world.Connections.Find(Sample.Connection)!, store, world.Time, logs.CreateLogger<NativeWatch>());
        world.Always(
            Portal.Sentinel, InMemoryPortalOperation.Native, new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503")));
        await watch.RunOnceAsync(TestContext.Current.CancellationToken);
        await watch.RunOnceAsync(TestContext.Current.CancellationToken);
        world.Fault = _ => null;
        await watch.RunOnceAsync(TestContext.Current.CancellationToken);
        world.Logs.Lines.Where(line => line.Contains("own sync"))
            .Select(line => line[line.IndexOf("own", StringComparison.Ordinal)..].TrimEnd()).ShouldBe(
        [
            "own sync is on (HTTP 503). The service writes nothing until it does",
            "own sync is off",
        ]);
    }

    private static Incident Twin(SmallWorld world) => world.Sentinel.Find(Name)!.Incident;

    private static int Writes(SmallWorld world) =>
        Portals.Both.Sum(portal => world.Calls(portal, InMemoryPortalOperation.Write)
            + world.Calls(portal, InMemoryPortalOperation.Comment));

    private static int Journal(SmallWorld world) => world.Store.JournalOf(Sample.LinkOf("1")).Count();

    // It comes after 400 s, and another incident changes every 25 s.
    private static SmallWorld WithLateNative(bool hasDefendersStamp, bool isBusy, Action<SmallWorld> thereupon)
    {
        var world = new SmallWorld(native: new NativeState(NativeMode.On));
        var incident = world.Defender.Create(Id);
        world.Sentinel.Create(new("other"));
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(20); passed += TimeSpan.FromSeconds(25))
        {
            world.Time.Advance(TimeSpan.FromSeconds(25));
            if (passed == TimeSpan.FromSeconds(400))
            {
                var stamp = hasDefendersStamp ? incident.Stamp : Stamp.Of(world.Time.GetUtcNow());
                world.Sentinel.Restore(NativeDocument(incident.CreatedAt, stamp));
                thereupon(world);
            }
            else if (isBusy)
            {
                world.Sentinel.Edit(new("other"), _ => { });
            }

            world.ReadAll();
        }

        return world;
    }

    private static JsonObject NativeDocument(Stamp created, Stamp changed) => new()
    {
        ["name"] = "native",
        ["etag"] = "1",
        ["properties"] = new JsonObject
        {
            ["title"] = "Suspicious activity on one endpoint",
            ["severity"] = "Medium",
            ["status"] = "New",
            ["createdTimeUtc"] = created.ToString(),
            ["lastModifiedTimeUtc"] = changed.ToString(),
            ["providerName"] = "Microsoft XDR",
            ["providerIncidentId"] = Id.Value,
        },
    };

    private static void Made(JsonObject document)
    {
        document["properties"]!["providerName"] = "Microsoft XDR";
        document["properties"]!["providerIncidentId"] = Id.Value;
    }

    private SmallWorld Restarted(Action<SmallWorld> meanwhile)
    {
        var world = new SmallWorld();
        world.Defender.Create(Id);
        world.Settle();
        meanwhile(world);
        world.Restart(_native);
        return world;
    }

    private static Action<SmallWorld> Said(Portal portal) => world =>
    {
        if (portal == Portal.Defender)
        {
            world.Defender.AddComment(Id, "alice@contoso.com", "", "Blocked the sender.");
        }
        else
        {
            world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender.");
        }
    };
}
