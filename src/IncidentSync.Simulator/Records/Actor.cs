namespace IncidentSync.Simulator.Records;

/// <summary>Who made an edit: a person by user principal name, an app by display name, a portal's own automation, or Microsoft's own
/// sync.</summary>
internal sealed record Actor(ActorKind Kind, string Name)
{
    /// <summary>The names that live incidents show in lastModifiedBy.</summary>
    public static Actor IncidentCreation { get; } = Automation("Microsoft 365 Defender-IncidentCreation");

    public static Actor AlertCorrelation { get; } = Automation("Microsoft 365 Defender-AlertCorrelation");

    /// <summary>What merges are attributed to (Microsoft's page "Alert correlation and incident merging in the Defender portal").</summary>
    public static Actor IncidentMerging { get; } = Automation("Microsoft Defender XDR - alert correlation");

    public static Actor NativeSync { get; } = new(ActorKind.NativeSync, "Microsoft XDR");

    public static Actor Person(string userPrincipalName) => new(ActorKind.Person, userPrincipalName);

    public static Actor App(string name) => new(ActorKind.App, name);

    public static Actor Automation(string name) => new(ActorKind.Automation, name);
}
