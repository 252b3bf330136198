namespace IncidentSync.Service.Admin.Answers;

/// <summary>The query parameters of an endpoint. An endpoint without this takes none.</summary>
internal sealed record QueryNames(params string[] Names);

/// <summary>A misspelt filter must not silently show everything: names that an endpoint does not know, or has twice, are refused.</summary>
internal sealed class KnownQuery : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryNames>()?.Names ?? [];
        var others = known.Length == 0 ? "there are none here" : $"known here: {string.Join(", ", known)}";
        var errors = new InputErrors();
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            errors.When(!known.Contains(name, StringComparer.OrdinalIgnoreCase), name, $"is no parameter; {others}");
            errors.When(values.Count > 1, name, "is given more than once");
        }

        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return errors.Problem ?? await next(context);
    }
}
