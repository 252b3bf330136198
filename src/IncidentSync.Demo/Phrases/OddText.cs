namespace IncidentSync.Demo.Phrases;

/// <summary>Text that breaks careless code: invisible characters, right-to-left runs, emoji of several code points, other scripts. What
/// cannot be seen is written as an escape.</summary>
internal static class OddText
{
    private static readonly Func<string, string>[] Twists =
    [
        title => title.Replace(" ", "\u200B ", StringComparison.Ordinal),
        title => $"\uFEFF{title}",
        title => $"{title} \u2067תחנת עבודה של עליזה\u2069",
        title => $"{title} (\u200Fهجوم على contoso.com\u200F)",
        title => $"\U0001F6A8 {title} \U0001F469\U0001F3FD\u200D\U0001F4BB",
        title => $"{title} \U0001F1E9\U0001F1EA\u2764\uFE0F",
        title => $"不審なサインイン: {title}",
        title => $"Подозрительный вход, {title}",
        title => $"กิจกรรมที่น่าสงสัย {title}",
        title => $"{title} auf Gera\u0308t BÜRO-ß1",
        title => $"{title} <b>\"fabrikam\" & 'contoso'</b>",
        title => $"{title}\u00A0\u2013 Zo\u0301e\u2019s laptop\u2028",
    ];

    /// <summary>How many different ways there are to be odd.</summary>
    public static int Ways => Twists.Length;

    public static string Of(string title, int way) => Twists[way % Twists.Length](title);
}
