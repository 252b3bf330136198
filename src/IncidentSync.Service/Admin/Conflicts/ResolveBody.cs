using System.ComponentModel.DataAnnotations;

namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>An operator's decision about a held field.</summary>
/// <param name="Winner">defender or sentinel: whose value prevails.</param>
/// <param name="Reason">1 to 500 characters on one line.</param>
/// <param name="Version">The conflict's version as it was read; left out, the values that are held now are meant.</param>
internal sealed record ResolveBody([property: Required] string? Winner, [property: Required] string? Reason, string? Version);
