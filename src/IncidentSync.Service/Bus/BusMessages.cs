namespace IncidentSync.Service.Bus;

/// <summary>The link must be planned.</summary>
public sealed record LinkChanged(Guid LinkId);

/// <summary>The link has writes to send.</summary>
public sealed record WriteDue(Guid LinkId);
