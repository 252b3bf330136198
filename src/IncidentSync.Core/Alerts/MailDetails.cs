namespace IncidentSync.Core.Alerts;

/// <summary>A mail.</summary>
public sealed record MailDetails
{
    /// <summary><c>networkMessageId</c>: the same for every recipient.</summary>
    public string NetworkMessageId { get; init; } = "";

    /// <summary>Its subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The address that it says it is from, else that of the envelope.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Whom it was sent to.</summary>
    public string Recipient { get; init; } = "";
}
