using System.Globalization;
using System.Security.Cryptography;
using IncidentSync.Service.Siem.Access;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Telemetry;
using Npgsql;

namespace IncidentSync.Service.Siem.Tokens;

/// <summary>
/// <c>POST /{tenant}/oauth2/token</c>, as the old service had it at Entra, for the clients that were made here.
/// </summary>
/// <remarks>
/// <code>
/// | grant_type         | id and secret | tenant, resource | refresh token  | then                                  |
/// |--------------------|---------------|------------------|----------------|---------------------------------------|
/// | neither of the two | any           | any              | any            | unsupported_grant_type                |
/// | one of the two     | wrong         | any              | any            | invalid_client                        |
/// | one of the two     | right         | not the client's | any            | invalid_request, invalid_scope        |
/// | client_credentials | right         | right            |                | an access token                       |
/// | refresh_token      | right         | right            | not the client's, or over | invalid_grant              |
/// | refresh_token      | right         | right            | right          | an access token, and the same one again |
/// </code>
/// </remarks>
internal sealed class TokenEndpoint(
    NpgsqlDataSource dataSource, ClientRows clients, SiemTerms terms, ClientUse use, AddressFailures failures, Instruments instruments,
    TimeProvider time)
{
    // Compared with when there is no such client, so that it takes as long.
    private static readonly byte[] NobodysHash = OpaqueText.HashOf("nobody's");

    public async Task WriteAsync(HttpContext context, string tenant)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        var request = await TokenRequest.ReadAsync(context.Request, context.RequestAborted);
        var (answer, error) = await AnswerAsync(request, tenant, context.RequestAborted);
        instruments.SiemTokens.Add(1, Tag.Grant(GrantOf(request)), Tag.Result(error?.Error ?? "ok"));
        if (error is null)
        {
            await Results.Json(answer).ExecuteAsync(context);
            return;
        }

        if (error.Status == StatusCodes.Status429TooManyRequests || failures.Add(context))
        {
            error = new TokenError("slow_down", "Too many requests failed, or were made; ask again in a minute.", 429);
            context.Response.Headers.RetryAfter = AddressFailures.Wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (error.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"IncidentSync\"";
        }

        await Results.Json(error, statusCode: error.Status).ExecuteAsync(context);
    }

    private async Task<(TokenAnswer? Answer, TokenError? Error)> AnswerAsync(
        TokenRequest? request, string tenant, CancellationToken cancellationToken)
    {
        if (request is null || request.Grant.Length == 0)
        {
            return (null, new TokenError("invalid_request", "A form is needed, with grant_type, each parameter once."));
        }

        if (request.Grant is not (TokenRequest.ClientGrant or TokenRequest.RefreshGrant))
        {
            return (null, new TokenError("unsupported_grant_type", SignInPage.Words));
        }

        var (client, wrong) = await ProveAsync(request, cancellationToken);
        if (client is null)
        {
            return (null, wrong);
        }

        if (!client.Tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase))
        {
            return (null, new TokenError("invalid_request", "The address names a tenant that is none of this client's."));
        }

        if (!Resources.AreKnown(terms, request.Resources))
        {
            return (null, new TokenError("invalid_scope", "The resource, or scope, is none that this service stands for."));
        }

        if (await use.TakeAsync($"token:{client.Name}", terms.Api.PerMinute, terms.Api.PerHour, cancellationToken) is not null)
        {
            return (null, new TokenError("slow_down", "", StatusCodes.Status429TooManyRequests));
        }

        return await MakeAsync(client, request, cancellationToken);
    }

    private async Task<(SiemClient? Client, TokenError? Error)> ProveAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var found = Guid.TryParse(request.ClientId, out var id) ? await clients.FindAsync(id, cancellationToken) : null;
        var given = OpaqueText.HashOf(request.ClientSecret);
        Secret? right = null;
        foreach (var secret in found?.Secrets ?? [new Secret(NobodysHash, DateTimeOffset.MinValue)])
        {
            right = CryptographicOperations.FixedTimeEquals(secret.Hash, given) ? secret : right;
        }

        if (found is null || right is null)
        {
            return (null, TokenError.Client("The client id or the client secret is wrong, or the client is disabled."));
        }

        return right.ExpiresAt <= time.GetUtcNow()
            ? (null, TokenError.Client($"The client secret expired at {Text(right.ExpiresAt)}: incidentsync siem secret makes a new one."))
            : (found.Value.Client, null);
    }

    private async Task<(TokenAnswer? Answer, TokenError? Error)> MakeAsync(
        SiemClient client, TokenRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var tokens = new TokenRows(connection);
        var isRefresh = request.Grant == TokenRequest.RefreshGrant;
        if (isRefresh)
        {
            var ends = await tokens.FindRefreshAsync(client.Id, request.Refresh, cancellationToken);
            if (ends is null || ends <= time.GetUtcNow())
            {
                var why = ends is { } ended ? $"The refresh token expired at {Text(ended)}" : "The refresh token is none of this client's";
                return (null, new TokenError("invalid_grant", $"{why}: incidentsync siem token makes a new one."));
            }
        }

        var access = OpaqueText.Make();
        var life = terms.Api.AccessTokenLife;
        var expires = await tokens.AddAsync(client.Id, access, "access", life, cancellationToken);
        var seconds = $"{Math.Max(1, (long)life.TotalSeconds - 1)}";
        return (new TokenAnswer(
            "Bearer", seconds, seconds, $"{expires.ToUnixTimeSeconds()}", $"{(expires - life).ToUnixTimeSeconds()}",
            request.Resources.FirstOrDefault(Resources.Default(terms)), access, isRefresh ? request.Refresh : null), null);
    }

    // What nobody asked for before becomes no name of a series.
    private static string GrantOf(TokenRequest? request) =>
        request?.Grant is TokenRequest.ClientGrant or TokenRequest.RefreshGrant or "authorization_code" ? request.Grant : "other";

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
