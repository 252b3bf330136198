using System.Text.Json.Nodes;

namespace IncidentSync.Service.Admin.Links;

/// <summary>One row of the append-only record of why a value was written.</summary>
/// <param name="Id">Its place in the order.</param>
/// <param name="At">When, by the database's clock.</param>
/// <param name="Kind">What it tells: adopted, created, carried, conflict, held, freed, lifecycle, answer, error.</param>
/// <param name="Portal">defender or sentinel: the portal that is or was written; null when none is.</param>
/// <param name="Field">The field; null when the whole incident is meant.</param>
/// <param name="Was">The value that is replaced, or the losing one of a conflict.</param>
/// <param name="Now">The value that stands afterwards.</param>
/// <param name="Reason">Why: the policy's name, the hold's reason, the portal's answer.</param>
/// <param name="Rules">The version of the rules under which it was decided.</param>
internal sealed record JournalRow(
    long Id, DateTimeOffset At, string Kind, string? Portal, string? Field, JsonNode? Was, JsonNode? Now, string Reason, string Rules);
