using System.Security.Claims;

namespace IncidentSync.Service.Admin.Access;

/// <summary>Who calls, by what does not change: never by a name, which can be given to another.</summary>
/// <param name="Issuer">The token's issuer (<c>iss</c>); it contains the tenant.</param>
/// <param name="Subject">The token's subject (<c>sub</c>).</param>
/// <param name="ObjectId">The person or service principal in its directory (<c>oid</c>); null when the token does not say.</param>
/// <param name="AppId">The client application (<c>azp</c>); null when the token does not say.</param>
internal sealed record Caller(string Issuer, string Subject, string? ObjectId, string? AppId)
{
    public static Caller Of(ClaimsPrincipal principal)
    {
        return new Caller(Claim("iss") ?? "", Claim("sub") ?? "", Claim("oid"), Claim("azp") ?? Claim("appid"));

        string? Claim(string type) => principal.FindFirst(type)?.Value;
    }

    /// <summary>For the log.</summary>
    public override string ToString() => $"{ObjectId ?? Subject} (app {AppId ?? "-"}) of {Issuer}";
}
