using System.Globalization;
using FsCheck.Fluent;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>Cutting and comparing what people wrote.</summary>
public sealed class TextProperties(ITestOutputHelper output)
{
    [Fact]
    public void A_cut_text_is_the_longest_beginning_that_fits_and_ends_between_visible_characters() =>
        Claim.ForAll(output, Arbitrary.Texts, Gen.Choose(0, 12), (text, limit) =>
        {
            var cut = Text.Cut(text, limit);
            var ends = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToArray();
            return cut.Length <= limit && text.StartsWith(cut, StringComparison.Ordinal)
                && ends.Contains(cut.Length) && !ends.Any(end => end > cut.Length && end <= limit);
        });

    [Fact]
    public void Cutting_twice_cuts_once() =>
        Claim.ForAll(output, Arbitrary.Texts, Gen.Choose(0, 12), (text, limit) =>
            Text.Cut(Text.Cut(text, limit), limit) == Text.Cut(text, limit));

    [Fact]
    public void Looking_the_same_is_an_equivalence() =>
        Claim.ForAll(output, Alike, Alike, Alike, (a, b, c) =>
            Text.SameSight(a, a)
            && Text.SameSight(a, b) == Text.SameSight(b, a)
            && (!Text.SameSight(a, b) || !Text.SameSight(b, c) || Text.SameSight(a, c)));

    [Fact]
    public void White_space_around_and_the_Unicode_form_are_not_seen() =>
        Claim.ForAll(
            output, Arbitrary.Texts.Where(text => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar)), text =>
            Text.SameSight(text, $" {text}\r\n") && Text.SameSight(text, text.Normalize(System.Text.NormalizationForm.FormD)));

    // Few letters, so that equal texts meet.
    private static FsCheck.Gen<string> Alike =>
        Gen.ArrayOf(Gen.Elements("\u00e9", "e\u0301", " ", "\n", "\r\n", "\ud83d", "\ufffd", "\u0301"), 2).Select(string.Concat);
}
