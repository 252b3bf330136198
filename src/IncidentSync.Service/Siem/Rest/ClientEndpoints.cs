using System.Text;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Siem.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Siem.Rest;

/// <summary>Makes, renews and disables the programs that pull detections.</summary>
internal static class ClientEndpoints
{
    public static void MapSiemClients(this IEndpointRouteBuilder api)
    {
        api.MapGet("siem/clients", ListAsync).RequireAuthorization(Permission.Operate).WithName("list-siem-clients")
            .WithSummary("The clients all of whose connections the caller may operate, and when their secrets and tokens end.");
        api.MapPost("siem/clients", MakeAsync).RequireAuthorization(Permission.Operate).WithName("make-siem-client")
            .WithSummary("Makes a client that pulls detections. Its secret is in this answer and nowhere else.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("siem/clients/{name}/secrets", RenewAsync).RequireAuthorization(Permission.Operate).WithName("renew-siem-secret")
            .WithSummary("Gives a client a new secret; the one before is good for 24 hours more.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("siem/clients/{name}/tokens", TokensAsync).RequireAuthorization(Permission.Operate).WithName("make-siem-tokens")
            .WithSummary("Gives a client an access and a refresh token, beside the pair before: two refresh tokens live at most.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("siem/clients/{name}", DisableAsync).RequireAuthorization(Permission.Operate).WithName("disable-siem-client")
            .WithMetadata(new QueryNames("reason"))
            .WithSummary("Nothing of the client is believed any more, on every replica. Its name may be used again.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("siem/clients/{name}/files/{file}", FileAsync).RequireAuthorization(Permission.Operate).WithName("get-siem-file")
            .WithSummary("A file of the client as the SIEM wants it, with a placeholder for the secret.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<ClientView>>> ListAsync(ClientCall call, CancellationToken cancellationToken) =>
        TypedResults.Ok(await call.ListAsync(cancellationToken));

    private static Task<Results<Ok<SecretView>, ProblemHttpResult, ValidationProblem>> MakeAsync(
        NewClientBody body, HttpContext context, ClientCall call, ClientChanges changes) => call.MakeAsync(body, context, changes);

    private static Task<Results<Ok<SecretView>, ProblemHttpResult, ValidationProblem>> RenewAsync(
        string name, ClientReasonBody body, HttpContext context, ClientCall call, ClientChanges changes, SiemTerms terms) => call.RunAsync(
            name,
            body.Reason,
            context,
            (made, entry) => changes.RenewSecretAsync(made.Client, entry, _ => Task.CompletedTask, context.RequestAborted),
            shown => SecretView.Of(shown, terms));

    private static Task<Results<Ok<TokensView>, ProblemHttpResult, ValidationProblem>> TokensAsync(
        string name, ClientReasonBody body, HttpContext context, ClientCall call, ClientChanges changes) => call.RunAsync(
            name,
            body.Reason,
            context,
            (made, entry) => changes.MakeTokensAsync(made.Client, entry, _ => Task.CompletedTask, context.RequestAborted),
            TokensView.Of);

    private static Task<Results<Ok<ClientView>, ProblemHttpResult, ValidationProblem>> DisableAsync(
        string name, string? reason, HttpContext context, ClientCall call, ClientChanges changes, ClientRows rows) => call.RunAsync(
            name,
            reason,
            context,
            async (made, entry) =>
            {
                await changes.DisableAsync(made.Client, entry, context.RequestAborted);
                return await rows.FindAsync(made.Client.Name, context.RequestAborted);
            },
            made => ClientView.Of(made.Client, made));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(
        string name, string file, ClientCall call, SiemTerms terms, CancellationToken cancellationToken) =>
        await call.FindAsync(name, cancellationToken) is { } client && ClientFiles.Of(client).TryGetValue(file, out var text)
            ? TypedResults.File(Encoding.UTF8.GetBytes(text(AccessDetails.Of(client, terms))), "text/plain; charset=utf-8", file)
            : Problems.NotFound("There is no such client, or no such file of it.");
}
