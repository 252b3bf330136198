using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentSync.Service.Configuration;
using IncidentSync.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>An ingress says how it was called and by whom; nobody else is believed.</summary>
[Collection<AdminCollection>]
public class ProxyTests(AdminService service)
{
    private const string Ended = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Stop";

    [Theory]
    [InlineData("127.0.0.0/8", "https from 192.0.2.7")]
    [InlineData("10.0.0.0/8", "http from 127.0.0.1")]
    [InlineData("", "http from 127.0.0.1")]
    public async Task What_a_proxy_says_of_a_call_is_believed_of_those_that_are_known(string known, string seen)
    {
        var host = await service.StartAsync(new AdminOptions { KnownProxies = known.Length == 0 ? [] : [known] });
        using var watching = host.App.Services.GetRequiredService<DiagnosticListener>().Subscribe(new Watch(out var calls));
        using var http = new HttpClient
        {
            DefaultRequestHeaders = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "192.0.2.7" } },
        };
        await http.GetAsync(new Uri(new Uri(host.App.Urls.Single()), "/health/live"), TestContext.Current.CancellationToken);

        // The answer is there before the call is told to have ended.
        await Wait.UntilAsync(() => !calls.IsEmpty, () => "No call was told.");
        calls.ShouldBe([seen]);
    }

    private sealed class Watch : IObserver<KeyValuePair<string, object?>>
    {
        private readonly ConcurrentQueue<string> _calls;

        public Watch(out ConcurrentQueue<string> calls) => calls = _calls = [];

        public void OnNext(KeyValuePair<string, object?> told)
        {
            if (told is { Key: Ended, Value: HttpContext context })
            {
                _calls.Enqueue($"{context.Request.Scheme} from {context.Connection.RemoteIpAddress!.MapToIPv4()}");
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
