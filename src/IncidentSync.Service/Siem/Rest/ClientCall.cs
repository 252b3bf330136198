using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Siem.Clients;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Siem.Rest;

/// <summary>
/// A call about clients. Whoever may not operate all connections of one is told that there is none; the audit knows better.
/// </summary>
internal sealed class ClientCall(ConnectionScope scope, ClientRows rows, SiemTerms terms, OperateAudit audit)
{
    private const string Missing = "There is no such client.";

    /// <summary>Those that the caller may operate, configured ones first.</summary>
    public async Task<IReadOnlyList<ClientView>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. terms.Configured.Where(client => Covers(client.Connections.Select(connection => connection.Name)))
            .Select(client => ClientView.Of(client)),
        .. (await rows.ListAsync(cancellationToken)).Where(made => Covers(made.Connections)).Select(made => ClientView.Of(made.Client, made)),
    ];

    /// <summary>The client of a name; null when there is none for the caller.</summary>
    public async Task<SiemClient?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await FindBothAsync(name, cancellationToken)).Client;

    /// <summary>Does something with a client that was made here.</summary>
    /// <param name="name">The client as the caller wrote it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="context">Who; the endpoint's name is the action.</param>
    /// <param name="change">What; null when it is disabled.</param>
    /// <param name="view">What the caller is shown of it.</param>
    public async Task<Results<Ok<TView>, ProblemHttpResult, ValidationProblem>> RunAsync<T, TView>(
        string name, string? reason, HttpContext context, Func<MadeClient, AuditEntry, Task<T?>> change, Func<T, TView> view)
        where T : class
    {
        var errors = new InputErrors();
        var entry = OperateAudit.Entry(reason, context, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var (client, made) = await FindBothAsync(name, context.RequestAborted);
        if (client is null)
        {
            audit.Refuse(entry, "no such client, or outside the caller's scope");
            return Problems.NotFound(Missing);
        }

        if (made is null)
        {
            audit.Refuse(entry, "the client stands in the configuration");
            return Problem409($"The client {client.Name} stands in the configuration: it is changed there, and Entra has its secret.");
        }

        entry = entry with { Connection = string.Join(", ", made.Connections), Allowed = true };
        if (await change(made, entry) is not { } done)
        {
            audit.Refuse(entry, "the client is disabled");
            return Problem409($"The client {client.Name} is disabled; make it anew.");
        }

        audit.Allowed(entry);
        return TypedResults.Ok(view(done));
    }

    /// <summary>Makes one.</summary>
    public async Task<Results<Ok<SecretView>, ProblemHttpResult, ValidationProblem>> MakeAsync(
        NewClientBody body, HttpContext context, ClientChanges changes)
    {
        var errors = new InputErrors();
        var entry = OperateAudit.Entry(body.Reason, context, errors);
        errors.When(!SiemValidator.IsName(body.Name ?? ""), "name", "must be 1 to 63 letters, digits or hyphens");
        var isType = Enum.TryParse<ClientType>(body.Type ?? nameof(ClientType.Generic), ignoreCase: true, out var type);
        errors.When(!isType || !Enum.IsDefined(type), "type", "must be ArcSight, QRadar or Generic");
        errors.When(body.Connections is null or [] || body.Connections.Contains(null), "connections", "must name at least one");
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (body.Connections!.FirstOrDefault(name => !scope.Operates(name)) is { } outside)
        {
            return audit.RefuseUnknown(entry, outside);
        }

        var wanted = new NewClient(body.Name!, type, terms.Named(body.Connections!), body.Sources ?? []);
        entry = entry with { Connection = string.Join(", ", wanted.Connections.Select(connection => connection.Name)), Allowed = true };
        if (await changes.MakeAsync(wanted, entry, _ => Task.CompletedTask, context.RequestAborted) is not { } made)
        {
            audit.Refuse(entry, "the name is in use");
            return Problem409($"The name {wanted.Name} is in use.");
        }

        audit.Allowed(entry);
        return TypedResults.Ok(SecretView.Of(made, terms));
    }

    private async Task<(SiemClient? Client, MadeClient? Made)> FindBothAsync(string name, CancellationToken cancellationToken)
    {
        if (terms.Configured.FirstOrDefault(client => client.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } configured)
        {
            return Covers(configured.Connections.Select(connection => connection.Name)) ? (configured, null) : (null, null);
        }

        return await rows.FindAsync(name, cancellationToken) is { } made && Covers(made.Connections) ? (made.Client, made) : (null, null);
    }

    private bool Covers(IEnumerable<string> connections) => connections.All(scope.Operates);

    private static ProblemHttpResult Problem409(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);
}
