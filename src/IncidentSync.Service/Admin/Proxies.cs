using Microsoft.AspNetCore.HttpOverrides;

namespace IncidentSync.Service.Admin;

/// <summary>Whose word for the scheme and the caller's address is taken: an ingress ends TLS and calls in clear.</summary>
internal static class Proxies
{
    /// <summary>Takes <c>X-Forwarded-Proto</c> and <c>-For</c> from these networks, before anything else looks at a request.</summary>
    /// <param name="app">The host.</param>
    /// <param name="known">In CIDR notation; none: nobody is believed.</param>
    public static void UseProxies(this WebApplication app, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        app.UseForwardedHeaders(options);
    }
}
