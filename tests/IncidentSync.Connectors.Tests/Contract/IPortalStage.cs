using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Contract;

/// <summary>A portal under the contract, and people who work at it.</summary>
internal interface IPortalStage
{
    IIncidentPortal Portal { get; }

    /// <summary>A stamp that nothing done before reaches, and everything done from now on does.</summary>
    Stamp Begin();

    IReadOnlyList<IncidentId> Create(int count, bool atOneMoment = false);

    /// <summary>Somebody saves an incident without changing a field.</summary>
    void Touch(IncidentId id);

    /// <summary>Something sets a property in the portal's own words.</summary>
    void SetWord(IncidentId id, string property, string word);

    IReadOnlyList<string> Comments(IncidentId id);
}

/// <summary>Where incidents are merged.</summary>
internal interface IDefenderStage : IPortalStage
{
    void Redirect(IncidentId id, IncidentId into);
}

/// <summary>Where incidents are deleted.</summary>
internal interface ISentinelStage : IPortalStage
{
    void Delete(IncidentId id);

    /// <summary>Microsoft's own sync makes the incident of one of Defender's, which was created then.</summary>
    IncidentId MakeNative(IncidentId of, Stamp createdAt);
}
