using IncidentSync.Connectors.Http;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>The rows of the table above <see cref="PortalIds"/>.</summary>
public sealed class PortalIdsTests
{
    [Theory]
    [InlineData("7", true)]
    [InlineData("2972395", true)]
    [InlineData("999999999999999999", true)]
    [InlineData("1000000000000000000", false)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("-1", false)]
    [InlineData("1 ", false)]
    [InlineData("1/comments", false)]
    [InlineData("1?x", false)]
    [InlineData("%31", false)]
    [InlineData("0x1", false)]
    [InlineData("\u0661\u0662", false)]
    [InlineData("1\u200B", false)]
    public void A_Defender_incident_is_a_number(string text, bool isTaken) =>
        PortalIds.Incident(text).ShouldBe(isTaken ? new IncidentId(text) : null);

    [Theory]
    [InlineData("73e01a99-5cd7-4139-a149-9f2736ff2ab5", true)]
    [InlineData("incidents-5118", true)]
    [InlineData("1505", true)]
    [InlineData("a.b_c (west)", true)]
    [InlineData("Vorf\u00E4lle", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("...", false)]
    [InlineData("a.", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a?b", false)]
    [InlineData("a#b", false)]
    [InlineData("%2e%2e", false)]
    [InlineData("a&b", false)]
    [InlineData("<a>", false)]
    [InlineData(" a", false)]
    [InlineData("a\n", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("a\u001Bb", false)]
    public void A_resource_of_Azures_has_a_name_that_is_one_part_of_a_path(string text, bool isTaken) =>
        PortalIds.Resource(text).ShouldBe(isTaken ? text : null);

    [Fact]
    public void A_name_is_no_longer_than_Azure_takes()
    {
        PortalIds.Resource(new string('a', 260)).ShouldNotBeNull();
        PortalIds.Resource(new string('a', 261)).ShouldBeNull();
    }
}
