using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IncidentSync.Demo.Convergence.Alerts;
using IncidentSync.Demo.Staging;

namespace IncidentSync.Demo.Siem;

/// <summary>
/// An agent of a SIEM: it pulls detections with a refresh token, each time from where its last answer ended, and keeps what it is given.
/// </summary>
internal sealed class Robot : IAsyncDisposable
{
    private readonly DemoStage _stage;
    private readonly RobotAccess _access;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _work;
    private string _token = "";
    private string _since = "";

    private Robot(DemoStage stage, RobotAccess access, TimeSpan interval)
    {
        (_stage, _access, _interval) = (stage, access, interval);
        _work = WorkAsync();
    }

    /// <summary>Its last trouble, in words; empty while it is answered.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Is made known to the service and begins.</summary>
    public static async Task<Robot> StartAsync(DemoStage stage, TimeSpan interval, CancellationToken cancel) =>
        new(stage, await RobotAccess.EnableAsync(stage, cancel), interval);

    /// <summary>What lets it in, which must stand in no log.</summary>
    public IEnumerable<string> Secrets => [_access.Secret, _access.RefreshToken];

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            try
            {
                await PullAsync(_over.Token);
                Trouble = "";
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !_over.IsCancellationRequested)
            {
                // The service was killed and is being restarted.
                Trouble = away.Message;
            }

            await Task.Delay(_interval, _over.Token);
        }
    }

    private async Task PullAsync(CancellationToken cancel)
    {
        if (_stage.ServiceAddress is not { } service)
        {
            return;
        }

        if (_token.Length == 0)
        {
            await RenewAsync(service, cancel);
        }

        var query = _since.Length == 0 ? "" : $"?sinceTimeUtc={Uri.EscapeDataString(_since)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, $"api/alerts{query}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        using var answer = await _stage.Line.Http.SendAsync(request, cancel);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            _token = "";
        }

        var body = await ReadAsync(answer, cancel);
        _stage.World.Siem.Take(AlertCheck.Detections, AlertCheck.FullId, body.AsArray().Select(record => record!.DeepClone().AsObject()));
        _since = answer.Headers.GetValues("X-IncidentSync-Until").Single();
    }

    private async Task RenewAsync(Uri service, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = _access.ClientId,
            ["client_secret"] = _access.Secret,
            ["refresh_token"] = _access.RefreshToken,
            ["resource"] = _access.Resource,
        });
        using var answer = await _stage.Line.Http.PostAsync(new Uri(service, _access.TokenPath), form, cancel);
        _token = $"{(await ReadAsync(answer, cancel))["access_token"]}";
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"It answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
    }
}
