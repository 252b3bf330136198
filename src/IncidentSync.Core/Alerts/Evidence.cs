using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>One piece of evidence of an alert: its typed parts as far as it has them, and all of it raw.</summary>
/// <param name="Type"><c>fileEvidence</c>: <c>@odata.type</c> behind its last dot, empty when there is none.</param>
/// <param name="Raw">All of it.</param>
public sealed record Evidence(string Type, JsonElement Raw)
{
    /// <summary>Sentinel's kind of entity, empty for what Sentinel has no kind for.</summary>
    public string Kind { get; } = EntityKinds.Of(Type);

    /// <summary>
    /// SHA-256 of its canonical JSON without <c>createdDateTime</c>, in lower hex: two pieces with the same digest are identical and count
    /// once.
    /// </summary>
    public string Digest { get; } = CanonicalJson.Digest(Raw, "createdDateTime");

    /// <summary>Such as <c>malicious</c>.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Such as <c>remediated</c>.</summary>
    public string RemediationStatus { get; init; } = "";

    /// <summary>Such as <c>prevented</c>; files and processes have it.</summary>
    public string DetectionStatus { get; init; } = "";

    /// <summary>Roles of Graph's vocabulary.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Roles in free words, such as <c>PrimaryDevice</c>.</summary>
    public ImmutableArray<string> DetailedRoles { get; init; } = [];

    /// <summary>Tags of the thing, such as a device's.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary><c>createdDateTime</c>: when it came to the alert.</summary>
    public Stamp? Created { get; init; }

    /// <summary>The device in Defender for Endpoint: its own id, or the device on which a file or process was seen.</summary>
    public string MdeDeviceId { get; init; } = "";

    /// <summary>What a device is.</summary>
    public DeviceDetails? Device { get; init; }

    /// <summary>The file, or the image file of a process.</summary>
    public FileDetails? File { get; init; }

    /// <summary>What a process is besides its image file and account.</summary>
    public ProcessDetails? Process { get; init; }

    /// <summary>The account of a user, a process or a mailbox.</summary>
    public AccountDetails? Account { get; init; }

    /// <summary>A registry key or value.</summary>
    public RegistryDetails? Registry { get; init; }

    /// <summary>A mail.</summary>
    public MailDetails? Mail { get; init; }

    /// <summary>An application.</summary>
    public ApplicationDetails? Application { get; init; }

    /// <summary>An IP address.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>A URL.</summary>
    public string Url { get; init; } = "";

    /// <summary>A mailbox's primary address.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>A resource of a cloud.</summary>
    public string ResourceId { get; init; } = "";
}
