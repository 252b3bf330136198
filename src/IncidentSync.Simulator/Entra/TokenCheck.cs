namespace IncidentSync.Simulator.Entra;

/// <summary>What both APIs ask of a bearer token; whether the audience is theirs they judge themselves.</summary>
internal sealed class TokenCheck(SigningKey key, TimeProvider real, Func<string, Tenant?> findTenant)
{
    private const string Scheme = "Bearer ";

    public (Caller? Caller, string? Audience, TokenProblem Problem) Check(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, null, TokenProblem.Missing);
        }

        if (JsonWebToken.Parse(authorization[Scheme.Length..].Trim()) is not { } token)
        {
            return (null, null, TokenProblem.Malformed);
        }

        var audience = token.Claim("aud");
        if (!key.Signed(token))
        {
            return (null, audience, TokenProblem.BadSignature);
        }

        if (token.Expires <= real.GetUtcNow())
        {
            return (null, audience, TokenProblem.Expired);
        }

        return findTenant(token.Claim("tid") ?? "") is { } tenant && tenant.App(token.Claim("appid")) is { } app
            ? (new Caller(tenant, app), audience, TokenProblem.None)
            : (null, audience, TokenProblem.UnknownTenant);
    }
}
