using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>The incidents that the tests of pages tell of: Defender's 42, its twin, Microsoft's own, and one that a rule made.</summary>
internal static class Paged
{
    public static readonly LinkIdentity Identity = new("tenant", "subscription", "group", "workspace");
    public static readonly IncidentId Number = new(Pair.DefenderId);
    public static readonly IncidentId Twin = Identity.TwinOf(Number);
    public static readonly IncidentId Microsofts = new("microsofts");
    public static readonly IncidentId Rules = new("rules");

    public static readonly Snapshot InDefender = Pair.Synced().Defender!;

    /// <summary>The twin that we made; its label names 42.</summary>
    public static readonly Snapshot OurTwin = Pair.Synced().Sentinel! with { Id = Twin, Counterpart = Number, Version = "etag" };

    /// <summary>Microsoft's own incident of 42.</summary>
    public static readonly Snapshot Native = OurTwin with { Id = Microsofts, IsNative = true };

    /// <summary>An incident that a rule made, which somebody labelled with 42.</summary>
    public static readonly Snapshot Labelled = OurTwin with { Id = Rules };

    /// <summary>A stored link of 42, of which only its Sentinel incident was read.</summary>
    public static Link PairWith(Snapshot sentinel) => Unread(sentinel.Id) with { Sentinel = sentinel };

    /// <summary>A stored link of 42 and an incident of this name, neither of which was read.</summary>
    public static Link Unread(IncidentId sentinelName) =>
        Link.New(new LinkId(new Guid("11111111-2222-5333-8444-555555555555")), "contoso", Number, sentinelName);

    /// <summary>A stored link of a Sentinel incident alone.</summary>
    public static Link Alone(Snapshot sentinel) =>
        Link.New(new LinkId(new Guid("66666666-2222-5333-8444-555555555555")), "contoso", null, sentinel.Id) with { Sentinel = sentinel };

    public static PageCommit Of(params Snapshot[] snapshots) => new("contoso", Identity, snapshots[0].Portal, snapshots, null)
    {
        At = Pair.Start.After(TimeSpan.FromHours(1)), Overlap = TimeSpan.FromMinutes(5),
    };

    /// <summary>A link in words: its two incidents, its state, and what replaced it.</summary>
    public static string Words(Link link) =>
        $"{link.DefenderId?.Value ?? "none"} and {Name(link.SentinelName)}{(link.Sentinel is null ? "" : " (read)")}, {link.State}"
            + (link.SupersededBy is { } other ? $", superseded by {Name(other)}" : "");

    private static string Name(IncidentId id) => id == Twin ? "twin" : id.Value;
}
