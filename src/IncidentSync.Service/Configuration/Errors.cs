using Npgsql;

namespace IncidentSync.Service.Configuration;

/// <summary>Collects errors under the path of the setting they are about. A value is never repeated: it may be a secret.</summary>
internal sealed class Errors
{
    private readonly List<string> _all;
    private readonly string _path;

    public Errors()
        : this([], "IncidentSync")
    {
    }

    private Errors(List<string> all, string path) => (_all, _path) = (all, path);

    public IReadOnlyList<string> All => _all;

    public Errors At(string section) => new(_all, $"{_path}:{section}");

    public void When(bool wrong, string setting, string what)
    {
        if (wrong)
        {
            _all.Add($"{(setting.Length == 0 ? _path : $"{_path}:{setting}")} {what}.");
        }
    }

    public void Required(string setting, string value, string why) => When(string.IsNullOrWhiteSpace(value), setting, $"is missing: {why}");

    public bool OneOf(string setting, string value, params string[] allowed)
    {
        var known = allowed.Contains(value, StringComparer.OrdinalIgnoreCase);
        When(!known, setting, $"must be one of {string.Join(", ", allowed)}");
        return known;
    }

    public void Guid(string setting, string value)
    {
        var isGuid = System.Guid.TryParseExact(value, "D", out _);
        When(value.Length > 0 && !isGuid, setting, "must be a GUID like 00000000-0000-0000-0000-000000000000");
    }

    public void Https(string setting, string value)
    {
        var isPlain = Uri.TryCreate(value, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.Query.Length == 0;
        When(value.Length > 0 && !isPlain, setting, "must be an https address without user or query");
    }

    public void Positive(string setting, TimeSpan value) => When(value <= TimeSpan.Zero, setting, "must be longer than zero (hh:mm:ss)");

    public void NotNegative(string setting, TimeSpan value) => When(value < TimeSpan.Zero, setting, "must not be negative (d.hh:mm:ss)");

    public void Budget(string setting, int calls) =>
        When(calls is < 0 or (> 0 and < 10), setting, "must be at least 10, or 0 to count nothing");

    public void ConnectionString(string setting, string value)
    {
        try
        {
            var host = new NpgsqlConnectionStringBuilder(value).Host;
            When(value.Length > 0 && string.IsNullOrEmpty(host), setting, "names no server (Host=…)");
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException)
        {
            When(true, setting, "is not a PostgreSQL connection string (Host=…;Database=…;Username=…)");
        }
    }
}
