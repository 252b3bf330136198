using System.Text.RegularExpressions;

namespace IncidentSync.Service.Configuration;

/// <summary>The keys that sign carried comments, and what protects one that is kept in the database.</summary>
internal static partial class MarkerValidator
{
    public static void Validate(MarkerOptions marker, Errors errors)
    {
        errors.When(!KeyId().IsMatch(marker.KeyId), "KeyId", "must be 1 to 8 letters or digits");
        errors.When(marker.Key.Length > 0 && !IsKey(marker.Key), "Key", "must be 32 bytes in base64 (openssl rand -base64 32)");
        HashSet<string> ids = [marker.KeyId];
        foreach (var (older, index) in marker.Keys.Select((older, index) => (older, index)))
        {
            errors.When(!KeyId().IsMatch(older.KeyId), $"Keys:{index}:KeyId", "must be 1 to 8 letters or digits");
            errors.When(!IsKey(older.Key), $"Keys:{index}:Key", "must be 32 bytes in base64");
            errors.When(!ids.Add(older.KeyId), $"Keys:{index}:KeyId", "names a key that is named already; each has an id of its own");
        }

        if (marker.Protection.Length > 0)
        {
            var (protection, problem) = MarkerProtection.Read(marker.Protection);
            errors.When(protection is null, "Protection", problem ?? "");
            protection?.Dispose();
        }
    }

    private static bool IsKey(string text) => Convert.TryFromBase64String(text, new byte[64], out var length) && length == 32;

    [GeneratedRegex("^[A-Za-z0-9]{1,8}$")]
    private static partial Regex KeyId();
}
