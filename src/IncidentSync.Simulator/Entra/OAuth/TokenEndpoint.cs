using System.Security.Cryptography;
using System.Text;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Entra.OAuth;

/// <summary>POST /{tenant}/oauth2/v2.0/token and /{tenant}/oauth2/token for client credentials.</summary>
internal sealed class TokenEndpoint(World world)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public async Task<IResult> Issue(HttpContext context, string tenant, TokenForm endpoint)
    {
        if (world.Faults.Meet(Portal.Entra, Operations.Token) is { } fault)
        {
            return Fail(context, fault);
        }

        if (!context.Request.HasFormContentType)
        {
            return Refuse(EntraError.MissingParameter("grant_type"), "-");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var authority = new Uri($"{context.Request.Scheme}://{context.Request.Host}/");
        var clientId = form["client_id"].ToString();
        if (world.FindTenant(tenant) is not { } directory)
        {
            return Refuse(EntraError.UnknownTenant(tenant), clientId);
        }

        if (form["grant_type"] != "client_credentials")
        {
            return Refuse(EntraError.UnsupportedGrant(form["grant_type"]), clientId);
        }

        if (directory.App(clientId) is not { } app)
        {
            return Refuse(EntraError.UnknownApp(clientId, directory), clientId);
        }

        if (CheckCredential(app, form, authority, directory, tenant) is { } refusal)
        {
            return Refuse(refusal, app.DisplayName);
        }

        var (resource, problem) = endpoint.ResourceOf(form);
        if (resource is null)
        {
            return Refuse(problem!, app.DisplayName);
        }

        var seconds = (int)world.Tokens.Lifetime.TotalSeconds;
        Count(app.DisplayName, StatusCodes.Status200OK);
        var token = world.Tokens.Issue(directory, app, resource, authority);
        return Results.Json(endpoint.Answer(token, resource, seconds, world.Clock.Real.GetUtcNow()));
    }

    private EntraError? CheckCredential(AppRegistration app, IFormCollection form, Uri authority, Tenant directory, string tenantSegment)
    {
        if (form["client_assertion"].ToString() is { Length: > 0 } assertion)
        {
            return form["client_assertion_type"] == AssertionType
                ? ClientAssertion.Check(app, assertion, Audiences(authority, directory, tenantSegment), world.Clock.Real.GetUtcNow())
                : EntraError.MissingParameter("client_assertion_type");
        }

        if (form["client_secret"].ToString() is not { Length: > 0 } secret)
        {
            return EntraError.MissingCredential;
        }

        return app.Secrets.Any(known => FixedTimeEquals(known, secret)) ? null : EntraError.InvalidSecret(app.ClientId);
    }

    private static string[] Audiences(Uri authority, Tenant directory, string tenantSegment) =>
    [
        .. from form in new[] { TokenForm.V2, TokenForm.V1 }
           from segment in new[] { tenantSegment, directory.Id.ToString() }
           select new Uri(authority, $"{segment}/{form.Path}").ToString(),
        new Uri(authority, $"{directory.Id}/v2.0").ToString(),
    ];

    private static bool FixedTimeEquals(string known, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(given));

    // Of the kinds of faults, the issuer knows two: it refuses for now, or the connection breaks.
    private IResult Fail(HttpContext context, Fault fault)
    {
        if (fault.Kind == FaultKind.Status)
        {
            return Refuse(EntraError.Transient(fault.Status), "-");
        }

        Count("-", 0);
        context.Abort();
        return Results.Empty;
    }

    private IResult Refuse(EntraError error, string app)
    {
        Count(app, error.Status);
        return Results.Json(error.ToJson(world.Clock.Real.GetUtcNow()), statusCode: error.Status);
    }

    private void Count(string app, int status) => world.Calls.Add(Portal.Entra, app, HttpMethods.Post, Operations.Token, status);
}
