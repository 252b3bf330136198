using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Properties;

/// <summary>Names that must come out the same on every replica and after every restart, and stamps.</summary>
public sealed class IdentityProperties(ITestOutputHelper output)
{
    private static readonly FsCheck.Gen<string> Names = Gen.Elements("a", "B", "contoso", "SOC", "419", "\u00e9", "rg-soc");

    // Made with Python: uuid.uuid5(uuid.UUID("6f1f2b52-4c6a-5a0e-9a3c-1f1c5f0b7a11"), "contoso/sub/rg/ws/419").
    [Fact]
    public void The_name_of_a_twin_is_the_UUID_version_5_that_others_compute() =>
        new LinkIdentity("Contoso", "SUB", "rg", "ws").TwinOf(new IncidentId("419")).Value.ShouldBe("49aa54b7-2cf7-55d8-bb19-0bdc895843ec");

    [Fact]
    public void A_name_based_id_has_the_version_and_variant_of_RFC_9562_and_ignores_case() =>
        Claim.ForAll(output, Gen.NonEmptyListOf(Names), names =>
        {
            var id = NameBasedGuid.Of([.. names]);
            var text = id.ToString("D");
            return id == NameBasedGuid.Of([.. names.Select(name => name.ToUpperInvariant())])
                && text[14] == '5' && "89ab".Contains(text[19]) && id == ComputedAgain([.. names]);
        });

    [Fact]
    public void Different_incidents_have_different_twins() =>
        Claim.ForAll(output, Gen.Choose(1, 100_000), Gen.Choose(1, 100_000), (left, right) =>
            new LinkIdentity("t", "s", "rg", "ws") is var identity
                && (left == right) == (identity.TwinOf(new($"{left}")) == identity.TwinOf(new($"{right}")))
            && identity.LinkOfSentinel(new($"{left}")) != identity.LinkOfDefender(new($"{left}")));

    [Theory]
    [InlineData("native", true, "419")]
    [InlineData("49aa54b7-2cf7-55d8-bb19-0bdc895843ec", false, "419")]
    [InlineData("49AA54B7-2CF7-55D8-BB19-0BDC895843EC", false, "419")]
    [InlineData("stranger", false, null)]
    public void A_Sentinel_incident_belongs_to_what_it_says_when_Microsoft_says_so_or_it_has_the_name_of_the_twin(
        string name, bool isNative, string? belongsTo)
    {
        var said = Pair.Synced().Sentinel! with { Id = new(name), Counterpart = new("419"), IsNative = isNative };
        (said.PairedIn(new LinkIdentity("Contoso", "SUB", "rg", "ws"))?.Value).ShouldBe(belongsTo);
    }

    [Fact]
    public void What_says_nothing_belongs_to_nothing() =>
        (Pair.Synced().Sentinel! with { Counterpart = null, IsNative = true }).PairedIn(new LinkIdentity("t", "s", "rg", "ws"))
            .ShouldBeNull();

    [Fact]
    public void The_label_of_a_twin_names_its_Defender_incident() =>
        Claim.ForAll(output, Gen.Choose(0, int.MaxValue), id =>
            EngineLabel.TwinNamedBy(EngineLabel.OfTwin(new IncidentId($"{id}"))) == new IncidentId($"{id}"));

    [Theory]
    [InlineData("")]
    [InlineData("defender:")]
    [InlineData("defender: 42")]
    [InlineData("defender:42 ")]
    [InlineData("defender:-42")]
    [InlineData("defender:4 2")]
    [InlineData("defender:\u0664\u0662")]
    [InlineData("defender:4\u0301")]
    [InlineData("xdefender:42")]
    [InlineData("defender:42\0")]
    [InlineData("defender:42/comments")]
    [InlineData("Defender 42")]
    public void No_other_label_names_one(string label) => EngineLabel.TwinNamedBy(label).ShouldBeNull();

    [Fact]
    public void Stamps_are_ordered_as_their_ticks_and_printed_in_the_same_order() =>
        Claim.ForAll(output, Ticks, Ticks, (left, right) =>
        {
            var (a, b) = (new Stamp(left), new Stamp(right));
            return (a < b) == (left < right) && (a > b) == (left > right) && (a <= b) == !(a > b) && (a >= b) == !(a < b)
                && Math.Sign(a.CompareTo(b)) == Math.Sign(left.CompareTo(right)) && Stamp.Of(a.Moment) == a
                && Stamp.Of(DateTimeOffset.Parse($"{a}", System.Globalization.CultureInfo.InvariantCulture)) == a;
        });

    [Fact]
    public void Going_back_never_goes_before_the_beginning_of_time() =>
        Claim.ForAll(output, Ticks, Gen.Choose(0, int.MaxValue), (ticks, seconds) =>
            new Stamp(ticks).Back(TimeSpan.FromSeconds(seconds)) is var back
                && back.Ticks >= 0 && back <= new Stamp(ticks) && back.Moment.Year >= 1);

    private static FsCheck.Gen<long> Ticks =>
        from days in Gen.Choose(0, 3_652_058)
        from millis in Gen.Choose(0, 86_399_999)
        from rest in Gen.Choose(0, 9_999)
        select (days * TimeSpan.TicksPerDay) + (millis * TimeSpan.TicksPerMillisecond) + rest;

    private static Guid ComputedAgain(string[] names)
    {
        var bytes = Convert.FromHexString("6f1f2b524c6a5a0e9a3c1f1c5f0b7a11")
            .Concat(Encoding.UTF8.GetBytes(string.Join('/', names).ToLowerInvariant())).ToArray();
        var hex = Convert.ToHexStringLower(SHA1.HashData(bytes))[..32].ToCharArray();
        hex[12] = '5';
        hex[16] = "89ab"[Convert.ToInt32($"{hex[16]}", 16) & 3];
        return Guid.ParseExact(new string(hex), "N");
    }
}
