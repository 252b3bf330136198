using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Replays;

/// <summary>What a plan would change about one link, or why it would not.</summary>
/// <param name="Kind">The journal's kind, or <see cref="Waits"/> or <see cref="ReadFirst"/>.</param>
/// <param name="Portal">The portal that would be written or read; null when none would.</param>
/// <param name="Field">The field; null when the whole incident is meant.</param>
/// <param name="Was">The value that would be replaced, or lose.</param>
/// <param name="Now">The value afterwards.</param>
/// <param name="Writes">The portal would be written; otherwise only the journal.</param>
/// <param name="Reason">Why.</param>
internal sealed record Difference(string Kind, Portal? Portal, Field? Field, Reading? Was, Reading? Now, bool Writes, string Reason)
{
    /// <summary>The plan waits for Microsoft's own sync, or until the incident is old enough.</summary>
    public const string Waits = "Waits";

    /// <summary>A portal would be asked before anything is decided.</summary>
    public const string ReadFirst = "ReadFirst";

    /// <summary>Every difference that a plan would make to a link.</summary>
    /// <remarks>
    /// <code>
    /// | the plan                                     | a difference for              | is of the kind                       |
    /// |----------------------------------------------|-------------------------------|--------------------------------------|
    /// | owes the journal a row                       | every row                     | the row's: created, carried, ...     |
    /// | ... that both portals hold the same          | none: nothing differs         |                                      |
    /// | leaves a field to Microsoft's own sync       | the field                     | waits                                |
    /// | waits until the incident is old enough       | the link                      | waits                                |
    /// | asks a portal first, again, or for a merge   | the link                      | readFirst                            |
    /// </code>
    /// </remarks>
    public static IEnumerable<Difference> Of(Link link, SyncPlan plan)
    {
        var writes = WritesOf(plan.Action);
        return
        [
            .. from row in Journal.Of(link, plan, ImmutableDictionary<Field, HoldReason>.Empty)
               where row.Kind != JournalKind.Adopted
               let written = writes.Any(write => write.Portal == row.Portal && write.Field == row.Field)
               select new Difference(row.Kind.ToString(), row.Portal, row.Field, row.Was, row.Now, written, row.Reason),
            .. from postponed in plan.Decisions.OfType<Postponed>()
               let field = postponed.Field
               let why = $"for Microsoft's own sync until {postponed.Until}"
               select new Difference(Waits, null, field, link.Defender?.Incident[field], link.Sentinel?.Incident[field], false, why),
            .. OfLink(plan),
        ];
    }

    private static Difference[] OfLink(SyncPlan plan) => plan switch
    {
        { Action: SyncAction.WaitUntil wait, Decisions: [] } => [new(Waits, null, null, null, null, false, $"until {wait.Time}")],
        { Action: SyncAction.ReadFirst read } => [Ask(read.Portal, "it has not said anything yet")],
        { Action: SyncAction.Confirm confirm } => [Ask(confirm.Portal, "it said that it has no such incident")],
        { Action: SyncAction.Follow } => [Ask(Core.Values.Portal.Defender, "where the incident was merged")],
        _ => [],
    };

    private static Difference Ask(Portal portal, string why) => new(ReadFirst, portal, null, null, null, false, why);

    private static ImmutableArray<FieldWrite> WritesOf(SyncAction action) => action switch
    {
        SyncAction.CreateTwin create => create.Fields,
        SyncAction.Write write => write.Fields,
        _ => [],
    };
}
