namespace IncidentSync.Service.Configuration;

/// <summary>How a grant names connections: a name, or the beginning of names and <c>*</c>. The case does not matter.</summary>
internal static class ConnectionPattern
{
    public static bool Matches(string pattern, string connection) => pattern.EndsWith('*')
        ? connection.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : connection.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
