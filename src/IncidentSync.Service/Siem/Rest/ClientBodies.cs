namespace IncidentSync.Service.Siem.Rest;

/// <summary>Makes a client.</summary>
/// <param name="Name">1 to 63 letters, digits or hyphens; not in use.</param>
/// <param name="Type">ArcSight, QRadar or Generic.</param>
/// <param name="Connections">The connections whose detections it will see.</param>
/// <param name="Sources">The service sources that it will see; left out: microsoftDefenderForEndpoint; <c>*</c> is every source.</param>
/// <param name="Reason">Why, 1 to 500 characters on one line.</param>
internal sealed record NewClientBody(string? Name, string? Type, string[]? Connections, string[]? Sources, string? Reason);

/// <summary>Why.</summary>
/// <param name="Reason">1 to 500 characters on one line.</param>
internal sealed record ClientReasonBody(string? Reason);
