using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>
/// Why a portal could not do what it was asked, as far as it is the same for every call. What it holds of others' words has gone through
/// <see cref="ForeignWords"/>.
/// </summary>
public abstract record Failure
{
    private Failure()
    {
    }

    /// <summary>What happened in words that quote nothing, fit for a log and a health page.</summary>
    public abstract string Summary { get; }

    /// <summary>The same with the portal's own words, which may quote what was sent: for the journal.</summary>
    public virtual string Words => Summary;

    /// <summary>The portal will not do this, however often it is asked.</summary>
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
    /// The portal does not let us do this: no token, no permission, or something that stands against it, as a resource lock does. It waits
    /// until that is mended.
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

    /// <summary>Surely not done, and worth another try.</summary>
    /// <param name="After">How long the portal asked to wait; null when it did not say.</param>
    /// <param name="Reason">What happened, without values.</param>
    public sealed record RetryLater(TimeSpan? After, string Reason) : Failure
    {
        /// <inheritdoc cref="RetryLater"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <summary>The portal was not even asked: the call waits for its turn, which is nobody's failure.</summary>
        public bool IsTurn { get; init; }

        /// <inheritdoc/>
        public override string Summary => Reason;
    }

    /// <summary>Sent, and no answer that tells what became of it. It may even take effect later.</summary>
    /// <param name="Reason">What happened, without values.</param>
    public sealed record Unknown(string Reason) : Failure
    {
        /// <inheritdoc cref="Unknown"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <inheritdoc/>
        public override string Summary => Reason;
    }
}
