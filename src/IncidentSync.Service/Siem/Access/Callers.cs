using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Siem.Access;

/// <summary>Finds the client of a bearer token: one of ours is opaque, one of Entra is a JWT.</summary>
internal sealed class Callers(ClientRows rows, EntraCallers entra)
{
    private const string Scheme = "Bearer ";

    public async Task<Admission> AdmitAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new Admission.Unknown();
        }

        var token = header[Scheme.Length..].Trim();
        if (token.Contains('.', StringComparison.Ordinal))
        {
            return await entra.AdmitAsync(token);
        }

        return await rows.FindByAccessAsync(token, cancellationToken) switch
        {
            null => new Admission.Unknown(),
            { Connections.Count: 0 } => new Admission.Forbidden("No connection of this client is configured any more."),
            var client => new Admission.Granted(client),
        };
    }
}
