using IncidentSync.Core.Comments;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>An endpoint as the service maps it: whoever adds one adds it to the tests.</summary>
internal sealed record MappedEndpoint(RouteEndpoint Route)
{
    /// <summary>Below the API's root, as a built service has them; it is not started and reaches no database.</summary>
    public static readonly IReadOnlyList<MappedEndpoint> All = [.. Build().Where(endpoint => endpoint.Template.StartsWith("/api/v1/"))];

    public string Template => $"/{Route.RoutePattern.RawText!.TrimStart('/')}";

    /// <summary>"POST /api/v1/replays".</summary>
    public string Name => $"{Method} {Template}";

    /// <summary>As the audit calls it; empty when it has no name.</summary>
    public string Action => Route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";

    public string Method => Route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Single() ?? "GET";

    public string? Policy => Route.Metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault()?.Policy;

    /// <summary>It answers whatever no other endpoint does.</summary>
    public bool IsFallback => Template.Contains("**");

    /// <summary>It is about one thing, which a path or a body names.</summary>
    public bool NamesAnObject => Route.RoutePattern.Parameters.Count > 0 || Method == "POST";

    public bool Takes(string query) => Route.Metadata.GetMetadata<QueryNames>()?.Names.Contains(query) == true;

    public static MappedEndpoint Named(string name) => All.Single(endpoint => endpoint.Name == name);

    private static IEnumerable<MappedEndpoint> Build()
    {
        var options = new IncidentSyncOptions
        {
            Admin = new AdminOptions { Authority = "https://login.contoso.com", Audience = "a", AllowedTenants = ["b"] },
        };
        IEndpointRouteBuilder app = ServiceHost.Build(
            ReadConfiguration.Of(options), NpgsqlDataSource.Create("Host=127.0.0.1;Port=1"), MarkerKeys.None);
        var routes = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        return [.. routes.Select(route => new MappedEndpoint(route))];
    }
}
