namespace IncidentSync.Service.Stream;

/// <summary>The state of a connection's stream, for <c>/health/ready</c> and the admin API: the worse of its two tables.</summary>
internal sealed class StreamHealth(string connection)
{
    public const string Ok = "ok";
    public const string Failing = "failing";
    public const string Denied = "denied";
    public const string Losing = "losing";
    public const string Paused = "paused";

    /// <summary>What a person must do where the rule denies access.</summary>
    public const string Remedy =
        "the app needs the role Monitoring Metrics Publisher on the data collection rule; a new assignment takes up to 30 minutes";

    private static readonly string[] Gravity = [Paused, Ok, Failing, Denied, Losing];

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamPart, State> _parts = [];
    private readonly Dictionary<StreamPart, StreamPlace> _places = [];

    public string Connection => connection;

    /// <summary>The state now.</summary>
    public State Now
    {
        get
        {
            lock (_gate)
            {
                var worst = _parts.Values.MaxBy(state => Array.IndexOf(Gravity, state.Name)) ?? new State(Paused, null, "");
                return worst with
                {
                    Name = _places.Values.Any(place => place.Gap is not null) ? Losing : worst.Name,
                    LastSuccess = _parts.Values.Min(state => state.LastSuccess),
                    Backlog = _places.Values.Select(place => place.Backlog).DefaultIfEmpty(0).Max(),
                    Age = _places.Values.Select(place => place.Age).DefaultIfEmpty(TimeSpan.Zero).Max(),
                };
            }
        }
    }

    /// <summary>Reports where a table stands.</summary>
    public void Report(StreamPart part, StreamPlace place)
    {
        lock (_gate)
        {
            _places[part] = place;
        }
    }

    /// <summary>Another replica sends to a table.</summary>
    public void Forget(StreamPart part)
    {
        lock (_gate)
        {
            _places.Remove(part);
            _parts.Remove(part);
        }
    }

    /// <summary>Reports the state of a table.</summary>
    /// <returns>True when it is another than before.</returns>
    public bool Report(StreamPart part, string state, string error, DateTimeOffset at)
    {
        lock (_gate)
        {
            var before = _parts.GetValueOrDefault(part) ?? new State(Ok, null, "");
            _parts[part] = new State(state, state == Ok ? at : before.LastSuccess, error);
            return before.Name != state || before.Error != error;
        }
    }

    /// <param name="Name">ok, failing, denied, losing or paused.</param>
    /// <param name="LastSuccess">When all that was due was last sent.</param>
    /// <param name="Error">What is wrong; empty when nothing is.</param>
    internal sealed record State(string Name, DateTimeOffset? LastSuccess, string Error)
    {
        /// <summary>Events that the table behind most has not been given.</summary>
        public long Backlog { get; init; }

        /// <summary>How long the oldest of them waits.</summary>
        public TimeSpan Age { get; init; }
    }
}
