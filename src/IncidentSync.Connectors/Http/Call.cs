using Azure;
using Azure.Identity;

namespace IncidentSync.Connectors.Http;

/// <summary>Runs one request through the gate and within its time, and turns an exception into an answer.</summary>
internal static class Call
{
    private static long _lastNumber;

    public static async Task<Answer> RunAsync(
        ICallGate gate, PortalCall call, TimeSpan timeout,
        Func<CallKind, CancellationToken, Task<Answer>> send, CancellationToken cancellationToken)
    {
        // Neither a gate that counts nothing nor an answer at hand asks.
        cancellationToken.ThrowIfCancellationRequested();
        call = call with { Number = Interlocked.Increment(ref _lastNumber) };
        if (await gate.EnterAsync(call, cancellationToken) is { } refusal)
        {
            return new Answer.Failed(refusal);
        }

        var report = CallReport.GivenUp;
        try
        {
            var kind = call.IsWrite ? CallKind.Write : CallKind.Read;
            var answer = await SendAsync(kind, timeout, token => send(kind, token), cancellationToken);
            report = new CallReport((answer as Answer.Failed)?.Failure, answer.Limits) { Status = answer.Status };
            return answer;
        }
        finally
        {
            await gate.LeaveAsync(call, report);
        }
    }

    /// <summary>Sends one request that no quota counts, within its time.</summary>
    public static async Task<Answer> SendAsync(
        CallKind kind, TimeSpan timeout, Func<CancellationToken, Task<Answer>> send, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return await send(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AnswerReader.Doubtful(kind, "no answer in time") with { IsTimeout = true };
        }
        catch (AuthenticationFailedException e)
        {
            return NoToken(e);
        }
        catch (RequestFailedException e) when (e.InnerException is HttpRequestException transport)
        {
            return Broken(kind, transport);
        }
        catch (HttpRequestException e)
        {
            return Broken(kind, e);
        }
        catch (IOException)
        {
            return AnswerReader.Doubtful(kind, "the connection broke");
        }
    }

    // If Entra refused (a wrong secret, an unknown app), a person must act. If Entra could not be reached, nothing was sent to the portal.
    private static Answer NoToken(AuthenticationFailedException e) =>
        e.InnerException is Microsoft.Identity.Client.MsalServiceException { StatusCode: >= 400 and < 500 and not 429 } said
            ? new Answer.Failed(HttpFailure.Denied(said.StatusCode, said.ErrorCode, EntrasWords(said.Message)))
            {
                IsTokenRefused = said.StatusCode == 401,
            }
            : AnswerReader.Later(null, "no token could be obtained");

    // They begin with their code (Microsoft's page "Microsoft Entra authentication and authorization error codes"), behind advice of the
    // library's that would take all the room.
    private static string EntrasWords(string message) =>
        message.IndexOf("AADSTS", StringComparison.Ordinal) is > 0 and var at ? message[at..] : message;

    private static Answer Broken(CallKind kind, HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
            ? AnswerReader.Later(null, $"no connection ({e.HttpRequestError})")
            : AnswerReader.Doubtful(kind, $"the connection broke ({e.HttpRequestError})");
}
