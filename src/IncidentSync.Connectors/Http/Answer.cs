using System.Text.Json;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Http;

/// <summary>What came back from one request, before anybody looked for incidents in it.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>What came along of the portal's limits.</summary>
    public QuotaSigns Limits { get; init; } = QuotaSigns.None;

    /// <summary>The HTTP status it came with; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>Nothing was asked: what it is about has a name that could lead elsewhere. No name that is read today is one.</summary>
    public static readonly Answer Unaddressable = new Failed(HttpFailure.Refused(400, "InvalidName", "no address can be made of the name"));

    /// <summary>2xx with a JSON body.</summary>
    public sealed record Ok(JsonElement Body, DateTimeOffset? ServerTime) : Answer
    {
        /// <summary>How large the body was, decompressed.</summary>
        public long Bytes { get; init; }
    }

    /// <summary>404, said by the API itself and not by something in between.</summary>
    public sealed record NotFound : Answer;

    /// <summary>409 or 412: another change came first, or something else stands against it; a read tells.</summary>
    /// <param name="Refusal">What it is when it is no conflict of versions.</param>
    /// <param name="IsSaid">The code says that another change came first.</param>
    public sealed record Conflict(Failure.Denied Refusal, bool IsSaid) : Answer;

    /// <inheritdoc cref="Core.Links.Failure"/>
    public sealed record Failed(Failure Failure) : Answer
    {
        /// <summary>The portal, or Entra, does not take what the call was signed with.</summary>
        public bool IsTokenRefused { get; init; }
    }
}
