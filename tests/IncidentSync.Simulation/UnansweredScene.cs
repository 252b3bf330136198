using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>One pair in a small world, and writes whose answers are lost.</summary>
public abstract class UnansweredScene
{
    private protected static readonly IncidentId Id = new("1");
    private protected static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private protected static readonly Seen<Severity> Low = new(Severity.Low);
    private protected static readonly Seen<Severity> Medium = new(Severity.Medium);
    private protected static readonly Seen<Severity> High = new(Severity.High);
    private protected static readonly Seen<Verdict> Cleaned =
        new(new Verdict(Classification.TruePositive, "SuspiciousActivity", "Cleaned."));
    private protected static readonly InMemoryPortalFault NeverArrived =
        new InMemoryPortalFault.Refused(new Failure.Unknown("the connection broke"));
    private protected readonly SmallWorld world = new();

    private protected UnansweredScene()
    {
        world.Defender.Create(Id);
        world.Settle();
    }

    private protected void JudgeInSentinelAndReopenInDefender()
    {
        world.Defender.Set(Id, AllFields.Status, new Seen<Status>(Status.Closed));
        world.Settle();
        world.Sentinel.Set(Name, AllFields.Verdict, Cleaned);
        world.Defender.Set(Id, AllFields.Status, new Seen<Status>(Status.Active));
        world.Read(Portal.Sentinel);
    }

    private protected static InMemoryPortalFault.Refused? RefuseWrites(InMemoryPortalCall call) =>
        call.Writes ? new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503")) : null;

    private protected static Func<Intent, bool> IsUnsentFor(Portal portal) =>
        intent => intent is Intent.Change { Sent: false } change && change.Portal == portal;

    private protected void Lose(Portal portal, InMemoryPortalOperation operation, InMemoryPortalFault fault) =>
        Lose(portal, operation, () => fault);

    private protected void Lose(Portal portal, InMemoryPortalOperation operation, Func<InMemoryPortalFault> fault) =>
        world.Once(portal, operation, () => fault());

    // A PATCH that takes effect after 50 s, and meanwhile an edit that is carried.
    private protected void LoseUntilAPersonHasSetAnother()
    {
        Lose(Portal.Defender, InMemoryPortalOperation.Write, new InMemoryPortalFault.AppliedLate(TimeSpan.FromSeconds(50)));
        Edit(Portal.Sentinel, High);
        Work(Portal.Sentinel);
        Pass(TimeSpan.FromSeconds(15), Portal.Defender);
        Edit(Portal.Defender, Low);
        Pass(TimeSpan.FromSeconds(10), Portal.Defender);
    }

    private protected void Work(Portal read)
    {
        world.Read(read);
        Deliver();
    }

    // The portal cannot be read after the write: nothing but a page can show what became of it.
    private protected void WorkBlindly(Portal from)
    {
        var (once, to) = (world.Fault, from.Other());
        var written = false;
        world.Fault = call =>
        {
            written |= call.Portal == to && call.Operation == InMemoryPortalOperation.Write;
            return written && call is { Operation: InMemoryPortalOperation.Get }
                ? new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503"))
                : once(call);
        };
        Work(from);
    }

    private protected void Pass(TimeSpan time, params Portal[] read)
    {
        for (var until = world.Time.GetUtcNow() + time; world.Time.GetUtcNow() < until;)
        {
            world.Time.Advance(TimeSpan.FromSeconds(2));
            foreach (var portal in read)
            {
                world.Read(portal);
            }

            world.Remind();
            Deliver();
        }
    }

    private protected void Deliver()
    {
        while (world.Deliver())
        {
        }
    }

    private protected void Say(Portal portal)
    {
        if (portal == Portal.Defender)
        {
            world.Defender.AddComment(Id, "alice@contoso.com", "", "Blocked the sender.");
        }
        else
        {
            world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender.");
        }
    }

    private protected int Telling(Portal portal) =>
        (portal == Portal.Defender ? world.Defender.Comments(Id) : world.Sentinel.Comments(Name))
        .Count(comment => comment.Text.Contains("Blocked the sender."));

    private protected Link Link() => world.Store.Find(Sample.LinkOf("1"))!;

    private protected int Told(JournalKind kind) =>
        world.Store.JournalOf(Sample.LinkOf("1")).Count(row => row.Kind == kind && row.Field == AllFields.Severity);

    private protected Reading SeverityOf(Portal portal) =>
        (portal == Portal.Defender ? world.Defender.Find(Id) : world.Sentinel.Find(Name))!.Incident[AllFields.Severity];

    private protected void Edit(Portal portal, Seen<Severity> severity)
    {
        if (portal == Portal.Defender)
        {
            world.Defender.Set(Id, AllFields.Severity, severity);
        }
        else
        {
            world.Sentinel.Set(Name, AllFields.Severity, severity);
        }
    }
}
