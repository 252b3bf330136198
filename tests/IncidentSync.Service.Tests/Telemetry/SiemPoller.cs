using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>A SIEM client that the verb made: it signs in and pulls.</summary>
internal sealed partial record SiemPoller(string TokenPath, string Id, string Secret)
{
    public static async Task<SiemPoller> EnableAsync(string configuration)
    {
        await using var enable = ServiceProcess.Start(
            ["siem", "enable", "--client", "splunk", "--type", "Generic", "--connection", "contoso", "--config", configuration]);
        (await enable.ExitAsync()).ShouldBe(0, enable.Error);
        var shown = Line().Matches(enable.Output).ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value.Trim());
        return new SiemPoller(
            new Uri(shown["Authorization server URL"]).AbsolutePath, shown["Client ID"], shown["Client secret"]);
    }

    public async Task PullAsync(Uri service)
    {
        using var http = new HttpClient { BaseAddress = service };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = Id, ["client_secret"] = Secret,
        });
        using var signedIn = await http.PostAsync(TokenPath, form, TestContext.Current.CancellationToken);
        var token = JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["access_token"];
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{token}");
        (await http.GetAsync("/api/alerts", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    [GeneratedRegex("^(.+?): (.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
