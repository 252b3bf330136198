namespace IncidentSync.Simulator.Records;

/// <summary>Whose hand made an edit.</summary>
internal enum ActorKind
{
    Person,
    App,
    Automation,
    NativeSync,
}
