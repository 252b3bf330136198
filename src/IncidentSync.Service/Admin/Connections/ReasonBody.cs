using System.ComponentModel.DataAnnotations;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>Why an operator wants it.</summary>
/// <param name="Reason">1 to 500 characters on one line; whoever may read the connection reads it.</param>
internal sealed record ReasonBody([property: Required] string? Reason);
