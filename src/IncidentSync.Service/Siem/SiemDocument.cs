using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentSync.Service.Siem;

/// <summary>What /openapi/v1.json says of the alerts for clients, which no endpoint of the admin API answers.</summary>
internal static class SiemDocument
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Paths["/api/v1/siem/alerts"] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation>
            {
                [HttpMethod.Get] = new()
                {
                    OperationId = "list-siem-alerts",
                    Summary = "Raw alerts with their updates, in the order of the log: "
                        + "{\"items\":[{sequence, kind, connection, receivedAt, alert}],\"next\":\"...\"}; pass next as after.",
                    Description = "Needs a token of a SIEM client: the app role IncidentSync.Siem, or a token of this service.",
                    Parameters =
                    [
                        Query("after", "What an answer called next; left out: from the beginning.", JsonSchemaType.String),
                        Query("top", "How many, 100 when it is left out, at most 1000.", JsonSchemaType.Integer),
                    ],
                    Responses = new OpenApiResponses { ["200"] = new OpenApiResponse { Description = "OK" } },
                },
            },
        };
        return Task.CompletedTask;
    });

    private static OpenApiParameter Query(string name, string what, JsonSchemaType type) => new()
    {
        Name = name, In = ParameterLocation.Query, Description = what, Schema = new OpenApiSchema { Type = type },
    };
}
