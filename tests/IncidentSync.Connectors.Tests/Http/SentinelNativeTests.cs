using System.Text.Json;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>SentinelNative's table: what a list says of Microsoft's own incident.</summary>
public class SentinelNativeTests
{
    private const string Ours = """
        {"name":"n","etag":"1","properties":{"lastModifiedTimeUtc":"2026-11-22T08:00:00Z","providerName":"Microsoft XDR",
        "providerIncidentId":"7"}}
        """;

    [Theory]
    [InlineData("""{"value":{}}""", "asked again")]
    [InlineData("""{"value":[]}""", "not there")]
    [InlineData("""{"value":[OURS]}""", "found")]
    [InlineData("""{"value":[7,OURS],"nextLink":"x"}""", "found")]
    [InlineData("""{"value":[{"name":"n","properties":{"providerIncidentId":"7"}}]}""", "asked again")]
    [InlineData("""{"value":[{"name":"n","properties":{"providerIncidentId":"8"}}]}""", "not there")]
    [InlineData("""{"value":[],"nextLink":"x"}""", "asked again")]
    public void A_list_tells_whether_it_is_there(string list, string meaning)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(list.Replace("OURS", Ours, StringComparison.Ordinal));
        (SentinelNative.Find(json, new IncidentId("7"), Sample.Identity) switch
        {
            ReadOutcome.Found { Snapshot.Id.Value: "n" } => "found",
            ReadOutcome.NotFound => "not there",
            ReadOutcome.Failed { Failure: Failure.RetryLater } => "asked again",
            var other => $"{other}",
        }).ShouldBe(meaning);
    }
}
