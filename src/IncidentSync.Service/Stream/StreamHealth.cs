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

    private static readonly string[] Gravity = [Paused, Ok, Losing, Failing, Denied];

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamPart, State> _parts = [];

    public string Connection => connection;

    /// <summary>The state now.</summary>
    public State Now
    {
        get
        {
            lock (_gate)
            {
                var worst = _parts.Values.MaxBy(state => Array.IndexOf(Gravity, state.Name)) ?? new State(Paused, null, "");
                return worst with { LastSuccess = _parts.Values.Min(state => state.LastSuccess) };
            }
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
    internal sealed record State(string Name, DateTimeOffset? LastSuccess, string Error);
}
