namespace IncidentSync.Core.Links;

/// <summary>What follows a commit. Its times begin with the commit, by the store's clock.</summary>
/// <remarks>
/// <code>
/// | follows     | changes up to the claim | the link is planned again | its lease | it rests until           | news end that    |
/// |-------------|-------------------------|---------------------------|-----------|--------------------------|------------------|
/// | Done        | are dealt with          | when there are later ones | released  | -                        | -                |
/// | Left        | stay as they are        | when there are any        | released  | -                        | -                |
/// | Continue    | stay as they are        | if it is also dirty       | renewed   | -                        | -                |
/// | Replan      | stay as they are        | yes                       | released  | its time                 | unless told      |
/// | RestFor     | stay as they are        | when there are any        | released  | its time                 | if it is told    |
/// </code>
/// A link that is not dirty also rests while all its intents rest.
/// </remarks>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>The link is released as it is; the stage for which it is due takes it.</summary>
    public static NextStep Left { get; } = new RestFor(TimeSpan.Zero, WakesOnNews: true);

    /// <summary>The link must be planned again, though no portal said anything new.</summary>
    public bool MarksDirty => this is Replan or Continue { AlsoDirty: true };

    /// <summary>The worker goes on with the link and keeps its lease, which is renewed.</summary>
    public bool KeepsLease => this is Continue;

    /// <summary>The link rests for this long.</summary>
    public TimeSpan Rest => this switch
    {
        Replan replan => replan.After,
        RestFor rest => rest.Duration,
        _ => TimeSpan.Zero,
    };

    /// <summary>A change ends the rest: no portal asked for it, or the change is in the other portal.</summary>
    public bool EndsOnNews => Rest <= TimeSpan.Zero || this is Replan { WakesOnNews: true } or RestFor { WakesOnNews: true };

    /// <summary>The same, and the link is planned again.</summary>
    /// <returns>What follows then.</returns>
    public NextStep AndReplan() => this switch
    {
        Continue => new Continue(AlsoDirty: true),
        RestFor rest => new Replan(rest.Duration, rest.WakesOnNews),
        Done => new Replan(TimeSpan.Zero),
        _ => this,
    };

    /// <summary>The same for a worker that must stop: it releases the link.</summary>
    /// <returns>What follows then.</returns>
    public NextStep Released() => this switch
    {
        Continue { AlsoDirty: true } => new Replan(TimeSpan.Zero),
        Continue => Left,
        _ => this,
    };

    /// <summary>Every change up to the claim is dealt with; later ones keep the link dirty.</summary>
    public sealed record Done : NextStep;

    /// <summary>The worker goes on with the intents.</summary>
    /// <param name="AlsoDirty">And the link is planned again after that.</param>
    public sealed record Continue(bool AlsoDirty) : NextStep;

    /// <summary>The link is planned again.</summary>
    /// <param name="After">The time until then.</param>
    /// <param name="WakesOnNews">It ends when a portal says something new. A time that a portal asked for does not.</param>
    public sealed record Replan(TimeSpan After, bool WakesOnNews = true) : NextStep;

    /// <summary>The link rests, and is what it was then.</summary>
    /// <param name="Duration">How long.</param>
    /// <param name="WakesOnNews">The rest ends when a portal says something new. One that a portal asked for does not.</param>
    public sealed record RestFor(TimeSpan Duration, bool WakesOnNews) : NextStep;
}
