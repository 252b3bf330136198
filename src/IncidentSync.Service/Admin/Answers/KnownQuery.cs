namespace IncidentSync.Service.Admin.Answers;

/// <summary>The query parameters of an endpoint. An endpoint without this takes none.</summary>
internal sealed record QueryNames(params string[] Names);

/// <summary>A misspelt filter must not silently show everything: names that an endpoint does not know, or has twice, are refused.</summary>
internal sealed class KnownQuery : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryNames>()?.Names ?? [];
        var errors = new InputErrors();
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            errors.When(!known.Contains(name, StringComparer.OrdinalIgnoreCase), name, known.Length == 0 ? "is no parameter; there are none here" : $"is no parameter; known here: {string.Join(", ", known)}");
            errors.When(values.Count > 1, name, "is given more than once");
        }

        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return errors.Problem ?? await next(context);
    }
}
