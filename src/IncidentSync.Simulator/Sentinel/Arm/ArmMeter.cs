using System.Globalization;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>Which budget a call spends from, and what the headers then say.
/// <code>
/// operation                          budget                            header, value after the first call
/// incident/comment/relation PUT      75 per 5 min, subscription+kind   …-subscription-resource-requests: 799, or what is set
/// comment/relation GET, alerts,      100 per 5 min, subscription+kind  …-subscription-resource-requests: 1099
///   entities, bookmarks POST
/// data connectors list               bucket of 250, 25/s               …-subscription-resource-requests: 1099
/// incident GET and list              bucket of 250, 25/s               …-subscription-reads: 1099, …-global-reads: 16499
/// DELETE                             bucket of 200, 10/s               …-subscription-deletes: 799, …-global-deletes: 11999
/// </code>
/// The header values are those of recorded exchanges and promise more than the published minimum that is enforced here, unless PUTs are
/// told to count down from another number (<see cref="Budgets.AnnouncedPuts"/>).</summary>
internal static class ArmMeter
{
    private const int RecordedReads = 1_100;
    private const int RecordedDeletes = 800;
    private const int GlobalFactor = 15;
    private const string Header = "x-ms-ratelimit-remaining-subscription-";

    public static Spending Spend(Budgets budgets, ApiCall call)
    {
        var subscription = (call.Route["subscription"] as string ?? "").ToUpperInvariant();
        var kind = call.Operation.Split('.')[0];
        if (HttpMethods.IsPut(call.Method))
        {
            return budgets.SentinelPuts.Spend((subscription, kind));
        }

        if (HttpMethods.IsDelete(call.Method))
        {
            return budgets.ArmDeletes.Spend((subscription, call.Caller.App.ClientId));
        }

        return IsMeteredBySentinel(call)
            ? budgets.SentinelReads.Spend((subscription, HttpMethods.IsPost(call.Method) ? call.Operation : kind))
            : budgets.ArmReads.Spend((subscription, call.Caller.App.ClientId));
    }

    public static void AddHeaders(Budgets budgets, ApiCall call, Spending spending, IHeaderDictionary headers)
    {
        if (HttpMethods.IsPut(call.Method))
        {
            headers[Header + "resource-requests"] = Remaining(budgets.AnnouncedPuts, spending.Used);
        }
        else if (HttpMethods.IsDelete(call.Method))
        {
            AddPair(headers, "deletes", RecordedDeletes, spending.Used);
        }
        else if (IsMeteredBySentinel(call) || call.Operation == Operations.DataConnectorsList)
        {
            headers[Header + "resource-requests"] = Remaining(RecordedReads, spending.Used);
        }
        else
        {
            AddPair(headers, "reads", RecordedReads, spending.Used);
        }
    }

    private static void AddPair(IHeaderDictionary headers, string kind, int budget, int used)
    {
        headers[Header + kind] = Remaining(budget, used);
        headers[$"{Header}global-{kind}"] = Remaining(GlobalFactor * budget, used);
    }

    private static bool IsMeteredBySentinel(ApiCall call) =>
        HttpMethods.IsPost(call.Method) || call.Operation.StartsWith("comments.", StringComparison.Ordinal)
        || call.Operation.StartsWith("relations.", StringComparison.Ordinal);

    private static string Remaining(int budget, int used) => Math.Max(0, budget - used).ToString(CultureInfo.InvariantCulture);
}
