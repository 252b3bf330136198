using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Siem.Detections;

/// <summary>
/// Times as the clients of the old API write them: with or without a zone, with a blank for the T, quoted, a date alone, or an epoch.
/// </summary>
internal static partial class QueryTime
{
    private const int TickDigits = 7;

    /// <summary>A moment; null when it is none.</summary>
    public static Stamp? Moment(string text)
    {
        var plain = text.Trim().Trim('"', '\'').Trim();
        if (Epoch().IsMatch(plain))
        {
            var number = long.Parse(plain, CultureInfo.InvariantCulture);
            return Stamp.Of(plain.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number));
        }

        var parts = Written().Match(plain);
        if (!parts.Success)
        {
            return null;
        }

        // In a query the + of an offset is a blank, unless it is escaped.
        var zone = parts.Groups["zone"].Value.Trim();
        zone = zone switch
        {
            "" or "Z" or "z" => "+00:00",
            [>= '0' and <= '9', ..] => $"+{zone}",
            _ => zone,
        };
        var time = parts.Groups["time"].Success ? parts.Groups["time"].Value : "00:00:00";
        var fraction = parts.Groups["fraction"].Value.PadRight(TickDigits, '0')[..TickDigits];
        return DateTimeOffset.TryParseExact(
            $"{parts.Groups["date"].Value}T{time}.{fraction}{zone.Replace(":", "", StringComparison.Ordinal).Insert(3, ":")}",
            "yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? Stamp.Of(moment) : null;
    }

    /// <summary>A duration that is longer than nothing; null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var plain = text.Trim().Trim('"', '\'');
        try
        {
            var duration = Weeks().Match(plain) is { Success: true } weeks
                ? TimeSpan.FromDays(7 * int.Parse(weeks.Groups[1].Value, CultureInfo.InvariantCulture))
                : XmlConvert.ToTimeSpan(plain.ToUpperInvariant());
            return duration > TimeSpan.Zero ? duration : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    [GeneratedRegex("^([0-9]{10}|[0-9]{13})$")]
    private static partial Regex Epoch();

    [GeneratedRegex(
        """
        ^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?(?<zone>[Zz]|[+ -][0-9]{2}:?[0-9]{2})?)?$
        """)]
    private static partial Regex Written();

    [GeneratedRegex("^[Pp]([0-9]{1,5})[Ww]$")]
    private static partial Regex Weeks();
}
