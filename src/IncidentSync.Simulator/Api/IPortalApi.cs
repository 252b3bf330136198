using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Api;

/// <summary>What the two APIs do differently around every call: whom they let in, what they meter, how errors and headers look.</summary>
internal interface IPortalApi
{
    Portal Portal { get; }

    Admission Admit(ApiCall call);

    /// <summary>Spends from the caller's budget; says how long to wait when there is nothing left.</summary>
    Spending Spend(ApiCall call);

    Answer Error(ApiCall call, int status, string code, string message);

    Answer TooManyRequests(ApiCall call, TimeSpan? retryAfter);

    void AddHeaders(ApiCall call, Spending? spending, IHeaderDictionary headers);
}
