using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Defender;

/// <summary>The alerts of a tenant, over Microsoft Graph v1.0 <c>security/alerts_v2</c>.</summary>
public sealed class DefenderAlerts : IAlertPortal, IDisposable
{
    private static readonly PortalCall ListCall = new(QuotaKind.GraphLists, IsWrite: false) { IsFeed = true };

    private readonly GraphClient _graph;

    /// <summary>The alerts of one tenant.</summary>
    /// <param name="options">The tenant and the credential.</param>
    /// <param name="callTimeout">How long one call may take.</param>
    /// <param name="gate">The gate of every request; null admits all.</param>
    public DefenderAlerts(DefenderOptions options, TimeSpan callTimeout, ICallGate? gate = null) =>
        _graph = GraphClient.Of(options, callTimeout, gate);

    /// <inheritdoc/>
    public async Task<AlertOutcome> ReadAlertsAsync(AlertRequest request, CancellationToken cancellationToken)
    {
        var window = DefenderWindow.From(request.Place)?.Passing(request.Passed) ?? DefenderWindow.Passing(request.Until, request.Passed);
        var until = window?.Until ?? request.Until;
        var list = _graph.Builders.Security.Alerts_v2.ToGetRequestInformation(configuration =>
        {
            configuration.QueryParameters.Filter = $"lastUpdateDateTime ge {request.Since}"
                + (until is null ? "" : $" and lastUpdateDateTime le {until}");
            configuration.QueryParameters.Top = request.Rows;
            configuration.QueryParameters.Skip = window?.Skip;
        });
        return await _graph.SendAsync(ListCall with { Yields = request.IsBulk }, list, cancellationToken) switch
        {
            Answer.Ok ok => ReadPage(ok, request, window),
            Answer.Failed { Failure: Failure.RetryLater { IsTurn: false, After: null } failure } failed when MayBeTooMuch(failed) =>
                new AlertOutcome.TooMuch(failure),
            Answer.Failed failed => new AlertOutcome.Failed(failed.Failure),
            _ => new AlertOutcome.Failed(new Failure.RetryLater(null, "the list of alerts was not found")),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    // A 5xx, a body that could not be read whole, or none in time.
    private static bool MayBeTooMuch(Answer.Failed failed) => failed.Status is >= 500 or (>= 200 and < 300) || failed.IsTimeout;

    private static AlertOutcome ReadPage(Answer.Ok ok, AlertRequest request, DefenderWindow? window)
    {
        if (ok.Body.Member("value") is not { ValueKind: JsonValueKind.Array } value)
        {
            return new AlertOutcome.Failed(new Failure.RetryLater(null, "the answer is not a list"));
        }

        var rows = value.EnumerateArray().ToList();
        if (window is { IsChecked: true } && (rows.Count == 0 || !window.Continues(rows[0])))
        {
            return new AlertOutcome.Drifted();
        }

        if (window is { IsChecked: true } && rows.Count > 1 && window.Continues(rows[^1]))
        {
            return new AlertOutcome.Failed(new Failure.RetryLater(null, "a page of the list ends with the row it begins with"));
        }

        var read = rows.Select(AlertReading.Read).ToList();
        List<Alert> alerts = [.. read.Select(row => row.Alert).OfType<Alert>()];
        return new AlertOutcome.Page(new AlertPage(
            alerts,
            [.. read.Select(row => row.Problem).OfType<string>()],
            rows.Count >= request.Rows ? Next(request, window, alerts, rows).ToContinuation() : null,
            ok.ServerTime)
        {
            Left = rows.Count >= request.Rows && alerts.Count > 0
                ? DefenderWindow.Left(request.Since, [.. alerts.Select(alert => alert.Updated)])
                : null,
        });
    }

    // The newest stamp of the first page bounds the window. Behind a row that was passed on the first page it stays without a bound: its
    // position counts the rows before it.
    private static DefenderWindow Next(AlertRequest request, DefenderWindow? window, List<Alert> alerts, List<JsonElement> rows) =>
        DefenderWindow.After(
            window,
            window is not null ? window.Until
                : request.Until ?? (alerts.Count > 0 ? alerts.Max(alert => alert.Updated) : null),
            rows);
}
