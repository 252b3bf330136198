using System.Text.RegularExpressions;
using IncidentSync.Core.Links;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;

namespace IncidentSync.Service.Admin.Links;

/// <summary>Which links are listed.</summary>
/// <param name="Scope">The connections they belong to.</param>
/// <param name="DefenderId">Defender's id; null for any.</param>
/// <param name="SentinelName">Sentinel's name, whatever its case; null for any.</param>
/// <param name="State">Where they stand in their life; null for anywhere.</param>
/// <param name="Held">Only links with a held field.</param>
/// <param name="Quarantined">Only links that keep failing.</param>
internal sealed partial record LinkFilter(
    ConnectionScope Scope, string? DefenderId, string? SentinelName, LinkState? State, bool Held, bool Quarantined)
{
    private const string HeldState = "held";
    private const string QuarantinedState = "quarantined";
    private static readonly string[] States =
        [.. Enum.GetNames<LinkState>().Select(state => state.ToLowerInvariant()), HeldState, QuarantinedState];

    /// <summary>The filter that a query describes; what is wrong with it is in <paramref name="errors"/>.</summary>
    public static LinkFilter Read(
        ConnectionScope scope, string? connection, string? defenderId, string? sentinelName, string? state, InputErrors errors)
    {
        var within = scope.Only(connection);
        var known = state?.ToLowerInvariant();
        errors.When(within is null, "connection", "names no connection");
        errors.When(defenderId is not null && !Digits().IsMatch(defenderId), "defenderId", "must be 1 to 20 digits");
        errors.When(
            sentinelName is not null && !ResourceName().IsMatch(sentinelName), "sentinelName", "must be the name of an ARM resource");
        errors.When(known is not null && !States.Contains(known), "state", $"must be one of {string.Join(", ", States)}");
        LinkState? ofLife = Enum.TryParse<LinkState>(known, ignoreCase: true, out var parsed) ? parsed : null;
        return new LinkFilter(
            within ?? scope, defenderId, sentinelName?.ToLowerInvariant(), ofLife, known == HeldState, known == QuarantinedState);
    }

    [GeneratedRegex(@"^[0-9]{1,20}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[A-Za-z0-9._()-]{1,260}\z")]
    private static partial Regex ResourceName();
}
