using System.Text.Json;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Http;

/// <summary>The answer to one request, before it is read as incidents.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>What the answer says of the portal's limits.</summary>
    public QuotaSigns Limits { get; init; } = QuotaSigns.None;

    /// <summary>The HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Nothing was sent, because the name could lead elsewhere. No name that is read today can.</summary>
    public static readonly Answer Unaddressable = new Failed(HttpFailure.Refused(400, "InvalidName", "the name cannot be in an address"));

    /// <summary>2xx with a JSON body.</summary>
    public sealed record Ok(JsonElement Body, DateTimeOffset? ServerTime) : Answer
    {
        /// <summary>How large the body was, decompressed.</summary>
        public long Bytes { get; init; }
    }

    /// <summary>404 from the API itself, not from something in between.</summary>
    public sealed record NotFound : Answer;

    /// <summary>409 or 412: another change came first, or something else blocks the write; a read shows which.</summary>
    /// <param name="Refusal">The failure if it is not a conflict of versions.</param>
    /// <param name="IsSaid">The code says that another change came first.</param>
    public sealed record Conflict(Failure.Denied Refusal, bool IsSaid) : Answer;

    /// <inheritdoc cref="Core.Links.Failure"/>
    public sealed record Failed(Failure Failure) : Answer
    {
        /// <summary>The portal, or Entra, refuses the credential of the call.</summary>
        public bool IsTokenRefused { get; init; }

        /// <summary>No answer came in time.</summary>
        public bool IsTimeout { get; init; }
    }
}
