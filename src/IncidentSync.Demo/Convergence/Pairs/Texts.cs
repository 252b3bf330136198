using System.Text;

namespace IncidentSync.Demo.Convergence.Pairs;

/// <summary>When two texts are the same to a reader.</summary>
internal static class Texts
{
    // No visible character is taken to be longer than this, so a text cut between two of them is at most this much under its limit.
    private const int LongestCharacter = 64;

    // Controls and the characters that turn the direction of writing are left out on the way, and so are line breaks in one line.
    private static readonly char[] Turns = [.. "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"];

    public static bool SameSight(string? left, string? right) => left == right || Plain(left) == Plain(right);

    /// <summary>The same of texts of one line.</summary>
    public static bool SameLine(string? left, string? right) => left == right || Line(left) == Line(right);

    /// <summary><paramref name="cut"/> is what is left of <paramref name="whole"/> on a portal with this limit.</summary>
    public static bool IsCutOf(string? whole, string? cut, int limit) =>
        whole is not null && cut is not null
        && Crossing(whole) is var crossing
        && crossing.Length > limit && cut.Length <= limit && cut.Length > limit - LongestCharacter
        && crossing.StartsWith(cut, StringComparison.Ordinal) && !char.IsLowSurrogate(crossing[cut.Length]);

    /// <summary>One text for all that look alike. Half a surrogate pair has no Unicode form and is a replacement character.</summary>
    public static string Plain(string? text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Crossing(text ?? ""))).ReplaceLineEndings("\n").Trim().Normalize();

    /// <summary>The same for a text of one line.</summary>
    public static string Line(string? text) =>
        Plain(string.Concat((text ?? "").Where(one => one is not ('\t' or '\n' or '\r' or '\u2028' or '\u2029'))));

    private static string Crossing(string text) =>
        string.Concat(text.Where(one => one is '\t' or '\n' or '\r' || !(char.IsControl(one) || Turns.Contains(one))));
}
