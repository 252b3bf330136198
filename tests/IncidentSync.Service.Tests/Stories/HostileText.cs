using System.Text;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>What a person, or what mails to one, might write to be rendered, hidden or run.</summary>
internal sealed class HostileText(Random random)
{
    private static readonly string[] Pieces =
    [
        "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<a href=\"javascript:alert(1)\">x</a>",
        "<b>", "</div>", "<!--", "]]>",
        "![x](https://fabrikam.com/x.png)", "![x][r]", "[click](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x]( java\tscript:y)",
        "[x](data:text/html,y)", "[x](vbscript:y)", "[x](file:///etc/passwd)", "[x](&#106;avascript:y)", "[x](javascript&colon;y)",
        "[x](\\javascript\\:y)", "[x](java\u200Bscript:y)", "\n[r]: javascript:alert(1)\n", "[ok](https://fabrikam.com)",
        "<javascript:alert(1)>",
        "&lt;img src=x&gt;", "&amp;", "&#x3c;", "'", "\"", "](", "![", "]:", "\u001B[31m", "\u0007", "\b", "\u007F", "\u0085", "\u009B2J",
        "\u202E", "\u202A", "\u2066", "\u2069", "\u200F", "\u200E", "\u061C", "\u2028", "\u2029", "\r\n", "\n", "\t", "\v", "\f",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", "e\u0301", "\u200B", "\uFEFF", "\u00AD", "z", "word", " ", "  ",
    ];

    /// <summary>A handful of them, and letters from anywhere; it begins and ends with a word, so that it is never empty.</summary>
    public string Next(string word)
    {
        var text = new StringBuilder(word);
        for (var left = random.Next(3, 12); left > 0; left--)
        {
            text.Append(random.Next(4) == 0 ? Anything() : Pieces[random.Next(Pieces.Length)]);
        }

        return text.Append(word).ToString();
    }

    // U+0000 is left out: what becomes of it is told where bodies are read.
    private string Anything()
    {
        while (true)
        {
            if (Rune.TryCreate(random.Next(1, 0x10FFFF), out var rune) && Rune.GetUnicodeCategory(rune) !=
                System.Globalization.UnicodeCategory.OtherNotAssigned)
            {
                return rune.ToString();
            }
        }
    }
}
