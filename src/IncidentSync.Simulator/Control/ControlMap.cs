namespace IncidentSync.Simulator.Control;

/// <summary>Maps endpoints and remembers what each is for.</summary>
internal sealed class ControlMap(IEndpointRouteBuilder routes)
{
    private readonly List<ControlEndpoint> _endpoints = [];

    public IReadOnlyList<ControlEndpoint> Endpoints => _endpoints;

    public void Add(string method, string path, string does, Delegate handler)
    {
        _endpoints.Add(new ControlEndpoint(method, $"/control{path}", does));
        routes.MapMethods($"/control{path.Split('?')[0]}", [method], handler);
    }
}
