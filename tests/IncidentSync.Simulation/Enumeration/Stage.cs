using System.Text.Json.Nodes;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Enumeration;

/// <summary>One incident in a world in which nothing goes wrong but what a scenario says, for scenarios to be told in.</summary>
internal sealed class Stage
{
    /// <summary>Few polls, short waits: what is to be enumerated are the points between them.</summary>
    public static readonly Profile Pace = new(
        "enumeration", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(20),
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1),
        1, TimeSpan.FromDays(1));

    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Other = new("2");
    private static readonly IncidentId Twin = SmallWorld.TwinOf(Id);
    private readonly People _people;

    public Stage(World world)
    {
        (World, _people) = (world, new People(world));
        world.Start();
    }

    public World World { get; }

    /// <summary>The point at which the story proper begins; before it all is as usual.</summary>
    public Action Begins { get; set; } = () => { };

    /// <summary>An incident is new in Defender.</summary>
    public Stage Create()
    {
        Begins();
        World.CreateIncident(Id);
        return Pass();
    }

    /// <summary>A pair that is in step.</summary>
    public Stage Pair()
    {
        World.CreateIncident(Id);
        Pass().Pass();
        Begins();
        return this;
    }

    /// <summary>Both incidents exist, with our label and different words: the database is new.</summary>
    public Stage Meeting()
    {
        Begins();
        World.CreateIncident(Id);
        World.Sentinel.Create(Twin, document =>
        {
            document["properties"]!["createdTimeUtc"] = Stamp.Of(World.Scheduler.Now.AddDays(-1)).ToString();
            document["properties"]!["title"] = "Phish e900";
            document["properties"]!["labels"] = new JsonArray(
                new JsonObject { ["labelName"] = $"defender:{Id}" }, new JsonObject { ["labelName"] = "Vip e901" });
        });
        return Defender("tag").Comment(Portal.Defender).Comment(Portal.Sentinel);
    }

    public Stage Pass()
    {
        World.Scheduler.RunUntil(World.Scheduler.Now + Pace.Poll * 2);
        return this;
    }

    /// <summary>From here on Defender shows everything as late as it may.</summary>
    public Stage Stale()
    {
        World.Defender.ListLag = () => Pace.Overlap;
        World.Fault = call => call is { Portal: Portal.Defender, Operation: InMemoryPortalOperation.Get }
            ? new InMemoryPortalFault.Lagging(Pace.Overlap)
            : null;
        return this;
    }

    public Stage Defender(string field) => Do(() => _people.InDefender(Id, field));

    public Stage Sentinel(string field) => Do(() => _people.InSentinel(Twin, field));

    public Stage Comment(Portal portal) => Do(() => _people.Comment(portal, portal == Portal.Defender ? Id : Twin));

    public Stage UnknownOwner() => Do(() => World.Defender.Edit(Id, document => document["assignedTo"] = "Tier two e902"));

    /// <summary>Defender merges the incident into another.</summary>
    public Stage Merge() => Do(() =>
    {
        World.CreateIncident(Other);
        new Worlds.Microsoft(World).Merge(Id, Other);
    });

    /// <summary>Something happens just before the next write of a portal is carried out.</summary>
    public Stage Before(Portal portal, Action<Stage> happens) => Next(call => call.Portal == portal, () =>
    {
        happens(this);
        return null;
    });

    /// <summary>Something goes wrong with the next write.</summary>
    public Stage Meet(InMemoryPortalFault fault) => Next(_ => true, () => fault);

    private Stage Next(Func<InMemoryPortalCall, bool> wanted, Func<InMemoryPortalFault?> what)
    {
        var met = false;
        World.Fault = call =>
        {
            if (met || !call.Writes || !wanted(call))
            {
                return null;
            }

            met = true;
            return what();
        };
        return this;
    }

    private Stage Do(Action happens)
    {
        happens();
        return this;
    }
}
