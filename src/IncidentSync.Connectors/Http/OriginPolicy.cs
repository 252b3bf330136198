using Azure.Core;
using Azure.Core.Pipeline;

namespace IncidentSync.Connectors.Http;

/// <summary>Stops a request to another origin: the bearer policy behind this one would add the token.</summary>
internal sealed class OriginPolicy(EndpointGuard guard) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => guard.Require(message.Request.Uri.ToUri());
}
