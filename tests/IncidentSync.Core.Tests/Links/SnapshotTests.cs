using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>When a portal has said the same again: then nobody has to look.</summary>
public sealed class SnapshotTests
{
    private static readonly Snapshot Said = Pair.Synced().Sentinel!;

    public static TheoryData<string> Differences => ["portal", "id", "stamp", "version", "redirect", "counterpart", "field"];

    [Fact]
    public void The_same_again_is_the_same_whatever_else_its_document_holds() =>
        (Said with { Raw = """{"lastActivity":"now"}""", WebUrl = "https://elsewhere" }).SameAs(Said).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Differences))]
    public void Whatever_a_write_must_quote_or_a_plan_looks_at_makes_another_answer(string what) =>
        Other(what).SameAs(Said).ShouldBeFalse();

    [Fact]
    public void A_name_is_the_same_in_capital_letters_and_has_the_same_hash()
    {
        var (name, shouted) = (new IncidentId("7b1c"), new IncidentId("7B1C"));
        (shouted == name, shouted.GetHashCode() == name.GetHashCode()).ShouldBe((true, true));
    }

    [Fact]
    public void Names_have_hashes_of_their_own() =>
        Enumerable.Range(0, 100).Select(number => new IncidentId($"{number}").GetHashCode()).Distinct().Count().ShouldBeGreaterThan(1);

    [Theory]
    [InlineData("severity")]
    [InlineData("Severity")]
    public void A_field_is_found_by_its_name_in_any_case(string name) => AllFields.Named(name).ShouldBe(AllFields.Severity);

    [Fact]
    public void A_name_that_is_no_fields_finds_none() => AllFields.Named("comments").ShouldBeNull();

    private static Snapshot Other(string what) => what switch
    {
        "portal" => Said with { Portal = Portal.Defender },
        "id" => Said with { Id = new IncidentId("other") },
        "stamp" => Said with { Stamp = Said.Stamp.After(TimeSpan.FromTicks(1)) },
        "version" => Said with { Version = "other" },
        "redirect" => Said with { RedirectedTo = new IncidentId("17") },
        "counterpart" => Said with { Counterpart = new IncidentId("17") },
        _ => Said with { Incident = Said.Incident.With(AllFields.Title, new Seen<string>("other")) },
    };
}
