using System.Text;

namespace IncidentSync.Simulator.Convergence.Fields;

/// <summary>When two texts are the same to a reader.</summary>
internal static class Texts
{
    // No visible character is taken to be longer than this, so a text cut between two of them is at most this much under its limit.
    private const int LongestCharacter = 64;

    public static bool SameSight(string? left, string? right) => left == right || Plain(left) == Plain(right);

    /// <summary><paramref name="cut"/> is what is left of <paramref name="whole"/> on a portal with this limit.</summary>
    public static bool IsCutOf(string? whole, string? cut, int limit) =>
        whole is not null && cut is not null
        && whole.Length > limit && cut.Length <= limit && cut.Length > limit - LongestCharacter
        && whole.StartsWith(cut, StringComparison.Ordinal) && !char.IsLowSurrogate(whole[cut.Length]);

    /// <summary>One text for all that look alike. Half a surrogate pair has no Unicode form and is a replacement character.</summary>
    public static string Plain(string? text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")).ReplaceLineEndings("\n").Trim().Normalize();
}
