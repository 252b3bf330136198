using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>
/// Why a call to a portal failed, as far as it is the same for every call. Texts of others in it have passed <see cref="ForeignWords"/>.
/// </summary>
public abstract record Failure
{
    private Failure()
    {
    }

    /// <summary>What happened, without quotations: for a log and a health page.</summary>
    public abstract string Summary { get; }

    /// <summary>The same with the portal's own message, which may quote what was sent: for the journal.</summary>
    public virtual string Words => Summary;

    /// <summary>The portal refuses the call, however often it is repeated.</summary>
    /// <param name="Reason">The portal's answer in words that quote nothing.</param>
    /// <param name="Code">What the portal calls it.</param>
    /// <param name="Message">The portal's words; they may quote what was sent, so they go into the journal and never into a log.</param>
    public sealed record Refused(string Reason, string Code, string Message) : Failure
    {
        /// <inheritdoc cref="Refused"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <inheritdoc cref="Refused"/>
        public string Code { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Code);

        /// <inheritdoc cref="Refused"/>
        public string Message { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Message);

        /// <inheritdoc/>
        public override string Summary => $"refused ({Reason})";
    }

    /// <summary>
    /// The portal does not let us do this: no token, no permission, or an obstacle such as a resource lock. The link waits until somebody
    /// fixes that.
    /// </summary>
    /// <param name="Reason">The portal's answer in words that quote nothing.</param>
    /// <param name="Code">What the portal calls it.</param>
    /// <param name="Message">The portal's words; they may quote what was sent, so they go into the journal and never into a log.</param>
    public sealed record Denied(string Reason, string Code, string Message) : Failure
    {
        /// <inheritdoc cref="Denied"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <inheritdoc cref="Denied"/>
        public string Code { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Code);

        /// <inheritdoc cref="Denied"/>
        public string Message { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Message);

        /// <inheritdoc/>
        public override string Summary => $"access denied ({Reason})";

        /// <inheritdoc/>
        public override string Words => Message.Length > 0 ? $"{Summary}: {Message}" : Summary;
    }

    /// <summary>The call surely had no effect and can be repeated.</summary>
    /// <param name="After">How long the portal asked to wait; null when it did not say.</param>
    /// <param name="Reason">What happened, without values.</param>
    public sealed record RetryLater(TimeSpan? After, string Reason) : Failure
    {
        /// <inheritdoc cref="RetryLater"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <summary>The call was not sent: it waits for its turn, which is not a failure.</summary>
        public bool IsTurn { get; init; }

        /// <inheritdoc/>
        public override string Summary => Reason;
    }

    /// <summary>The call was sent, and no answer says whether it took effect. It may even take effect later.</summary>
    /// <param name="Reason">What happened, without values.</param>
    public sealed record Unknown(string Reason) : Failure
    {
        /// <inheritdoc cref="Unknown"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <inheritdoc/>
        public override string Summary => Reason;
    }
}
