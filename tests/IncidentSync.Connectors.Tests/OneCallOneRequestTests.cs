using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing.Processes;
using Seen = IncidentSync.Core.Values.Seen<IncidentSync.Core.Values.Severity>;
using SimulatedPortal = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Connectors.Tests;

/// <summary>Whatever becomes of a call, the portal saw it once. The rows stand in the order of AnswerReader's table.</summary>
public class OneCallOneRequestTests(SimulatedPortals simulator) : IClassFixture<SimulatedPortals>
{
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Fault, then what a read and what a write is worth under it.</summary>
    public static TheoryData<string, string, string, string> Faults => new(
        from portal in Enum.GetNames<Portal>()
        from row in new[]
        {
            ("302 to another host", "RetryLater", "RetryLater"),
            ("429", "RetryLater", "RetryLater"),
            ("503", "RetryLater", "RetryLater"),
            ("500", "RetryLater", "Unknown"),
            ("504", "RetryLater", "Unknown"),
            ("dropped before it was applied", "RetryLater", "Unknown"),
            ("dropped after it was applied", "RetryLater", "Unknown"),
            ("slower than CallTimeout", "RetryLater", "Unknown"),
        }
        select (portal, row.Item1, row.Item2, row.Item3));

    [Theory, MemberData(nameof(Faults))]
    public Task A_read_is_one_request_under_any_fault(string portal, string fault, string outcome, string _) =>
        AssertOneRequest(portal, fault, Operations.IncidentsGet, outcome, async (at, incident) =>
            (await at.GetAsync(incident.Id, Cancel) as ReadOutcome.Failed)?.Failure);

    [Theory, MemberData(nameof(Faults))]
    public Task A_list_is_one_request_under_any_fault(string portal, string fault, string outcome, string _) =>
        AssertOneRequest(portal, fault, Operations.IncidentsList, outcome, async (at, incident) =>
            (await at.ReadChangesAsync(new FeedRequest(incident.Stamp), Cancel) as FeedOutcome.Failed)?.Failure);

    [Theory, MemberData(nameof(Faults))]
    public Task A_read_of_comments_is_one_request_under_any_fault(string portal, string fault, string outcome, string _) =>
        AssertOneRequest(portal, fault, Comments(portal), outcome, async (at, incident) =>
            (await at.ReadCommentsAsync(incident.Id, null, Cancel) as CommentsOutcome.Failed)?.Failure);

    [Theory, MemberData(nameof(Faults))]
    public Task A_write_is_one_request_under_any_fault(string portal, string fault, string _, string outcome) =>
        AssertOneRequest(portal, fault, Write(portal), outcome, async (at, incident) =>
        {
            var write = new IncidentWrite(incident.Id, incident, [new(at.Portal, AllFields.Severity, new Seen(Severity.High))], []);
            return (await at.WriteAsync(write, Cancel) as WriteOutcome.Failed)?.Failure;
        });

    [Theory, MemberData(nameof(Faults))]
    public Task A_comment_is_one_request_under_any_fault(string portal, string fault, string _, string outcome) =>
        AssertOneRequest(portal, fault, Comment(portal), outcome, async (at, incident) =>
        {
            var post = new CommentPost(incident.Id, Guid.NewGuid().ToString(), "seen");
            return (await at.PostCommentAsync(post, Cancel) as CommentOutcome.Failed)?.Failure;
        });

    private async Task AssertOneRequest(
        string portal, string fault, string operation, string outcome, Func<IIncidentPortal, Snapshot, Task<Failure?>> call)
    {
        var side = Enum.Parse<SimulatedPortal>(portal);
        using var impatient = fault.StartsWith("slower", StringComparison.Ordinal) ? Open(side, Impatience) : null;
        var at = impatient as IIncidentPortal ?? Known(side);
        var incident = await WarmAsync(at, side);
        var before = simulator.World.Calls.Total(side, operation);
        simulator.World.Faults.Arm(Armed(side, fault) with { Operation = operation, Count = null });
        try
        {
            (await call(at, incident))?.GetType().Name.ShouldBe(outcome);
        }
        finally
        {
            simulator.World.Faults.Clear();
        }

        (simulator.World.Calls.Total(side, operation) - before).ShouldBe(1);
        simulator.World.Calls.Total(SimulatedPortal.Elsewhere).ShouldBe(0);
    }

    // A connection that has served before: that is the one .NET would send a request on again.
    private async Task<Snapshot> WarmAsync(IIncidentPortal at, SimulatedPortal side)
    {
        var id = side == SimulatedPortal.Defender ? simulator.World.Defender().Create().Id : simulator.World.Sentinel().Create().Name;
        while (true)
        {
            if (await at.GetAsync(new IncidentId(id), Cancel) is ReadOutcome.Found found)
            {
                return found.Snapshot;
            }
        }
    }

    private IIncidentPortal Known(SimulatedPortal side) => side == SimulatedPortal.Defender ? simulator.Defender : simulator.Sentinel;

    private IDisposable Open(SimulatedPortal side, TimeSpan callTimeout) => side == SimulatedPortal.Defender
        ? new DefenderPortal(simulator.DefenderOptions(), callTimeout)
        : new SentinelPortal(simulator.SentinelOptions(), Settings.Identity, callTimeout);

    private static Fault Armed(SimulatedPortal side, string fault) => fault switch
    {
        "302 to another host" => new(side, FaultKind.Redirect),
        "dropped before it was applied" => new(side, FaultKind.DropBefore),
        "dropped after it was applied" => new(side, FaultKind.DropAfter),
        "slower than CallTimeout" => new(side, FaultKind.Slow) { Delay = SimulatedPortals.Patience },
        _ => new(side, FaultKind.Status) { Status = int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture) },
    };

    private static string Write(string portal) => portal == nameof(Portal.Defender) ? Operations.IncidentsPatch : Operations.IncidentsPut;

    private static string Comments(string portal) => portal == nameof(Portal.Defender) ? Operations.IncidentsGet : Operations.CommentsList;

    private static string Comment(string portal) => portal == nameof(Portal.Defender) ? Operations.CommentsAdd : Operations.CommentsPut;
}
