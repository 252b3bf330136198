using System.Text.Json;
using IncidentSync.Connectors.Defender;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>What Defender's documents leave open has one reading.</summary>
public class DefenderReadingTests
{
    [Theory]
    [InlineData("User-alice@contoso.com", true)]
    [InlineData("alice@contoso.com", true)]
    [InlineData("Microsoft Support", true)]
    [InlineData("Automation", true)]
    [InlineData("API-App:IncidentSync", false)]
    [InlineData("API-App:admin@contoso.com", false)]
    [InlineData("api-app:incidentsync", false)]
    [InlineData("Microsoft 365 Defender-IncidentCreation", false)]
    [InlineData("Microsoft 365 Defender-AlertCorrelation", false)]
    [InlineData("", false)]
    public void Who_is_neither_an_app_nor_Defender_itself_may_be_a_person(string modifiedBy, bool isByPerson) =>
        IsByPerson($""","lastModifiedBy":"{modifiedBy}" """).ShouldBe(isByPerson);

    [Theory]
    [InlineData("")]
    [InlineData(""","lastModifiedBy":null""")]
    [InlineData(""","lastModifiedBy":{"user":"alice@contoso.com"}""")]
    public void Nobody_named_is_no_person(string member) => IsByPerson(member).ShouldBeFalse();

    private static bool IsByPerson(string member) => DefenderReading.Read(JsonSerializer.Deserialize<JsonElement>(
        $$"""{"id":"7","lastUpdateDateTime":"2026-11-20T10:00:00Z"{{member}}}""")).Snapshot!.IsByPerson;
}
