using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>One piece of evidence of an alert (Graph: alertEvidence and its subtypes). What a type does not have is empty or null.</summary>
/// <param name="Type">The subtype's name, such as fileEvidence; empty where it is not said.</param>
/// <param name="Digest">What it says apart from when it was created, as lower-case hexadecimal digits: equal pieces count once.</param>
/// <param name="Raw">The whole object.</param>
public sealed record Evidence(string Type, string Digest, JsonElement Raw)
{
    /// <summary>Sentinel's kind of entity; empty where it has none.</summary>
    public string Kind => EntityKinds.Of(Type);

    /// <summary>When it was added; null where that is not said.</summary>
    public Stamp? Created { get; init; }

    /// <summary>suspicious, malicious, or another word.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>What was done about it.</summary>
    public string RemediationStatus { get; init; } = "";

    /// <summary>detected, blocked, prevented, or another word.</summary>
    public string DetectionStatus { get; init; } = "";

    /// <summary>What it is in the alert.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The same in more words.</summary>
    public ImmutableArray<string> DetailedRoles { get; init; } = [];

    /// <summary>Its tags.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The device that it is, or was found on, as Defender for Endpoint names it.</summary>
    public string MdeDeviceId { get; init; } = "";

    /// <summary>The device that it is; null for other evidence.</summary>
    public DeviceDetails? Device { get; init; }

    /// <summary>The file that it is, or a process's image; null for other evidence.</summary>
    public FileDetails? File { get; init; }

    /// <summary>The process that it is; null for other evidence.</summary>
    public ProcessDetails? Process { get; init; }

    /// <summary>The account that it is, or a process's; null for other evidence.</summary>
    public Account? Account { get; init; }

    /// <summary>An address.</summary>
    public string IpAddress { get; init; } = "";

    /// <summary>A URL.</summary>
    public string Url { get; init; } = "";

    /// <summary>A registry key or value; null for other evidence.</summary>
    public RegistryDetails? Registry { get; init; }

    /// <summary>A message; null for other evidence.</summary>
    public MailDetails? Mail { get; init; }

    /// <summary>A mailbox's address.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>An application's id.</summary>
    public string ApplicationId { get; init; } = "";

    /// <summary>An application's name.</summary>
    public string ApplicationName { get; init; } = "";

    /// <summary>A cloud resource's id.</summary>
    public string ResourceId { get; init; } = "";
}

/// <summary>A device (Graph: deviceEvidence).</summary>
/// <param name="DnsName">Its full name.</param>
/// <param name="HostName">Its own name; empty where Graph does not say.</param>
/// <param name="DnsDomain">Its domain; empty where Graph does not say.</param>
/// <param name="NtDomain">Its NT domain.</param>
/// <param name="EntraId">Its id in Entra.</param>
/// <param name="Group">Its device group.</param>
/// <param name="OsPlatform">Its operating system.</param>
/// <param name="Addresses">The addresses of its interfaces.</param>
/// <param name="LoggedOn">Who was logged on.</param>
public sealed record DeviceDetails(
    string DnsName,
    string HostName,
    string DnsDomain,
    string NtDomain,
    string EntraId,
    string Group,
    string OsPlatform,
    ImmutableArray<string> Addresses,
    ImmutableArray<Account> LoggedOn);

/// <summary>A file (Graph: fileDetails).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Sha1">Its SHA-1.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Size">Its size in bytes; null where it is not said.</param>
public sealed record FileDetails(string Name, string Path, string Sha1, string Sha256, long? Size);

/// <summary>A process (Graph: processEvidence).</summary>
/// <param name="Id">Its number; null where it is not said.</param>
/// <param name="CommandLine">Its command line.</param>
/// <param name="Created">When it began; null where that is not said.</param>
public sealed record ProcessDetails(long? Id, string CommandLine, Stamp? Created);

/// <summary>An account (Graph: userAccount).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="UserPrincipalName">Its sign-in name.</param>
/// <param name="Sid">Its security id.</param>
/// <param name="EntraId">Its id in Entra.</param>
public sealed record Account(string Name, string Domain, string UserPrincipalName, string Sid, string EntraId);

/// <summary>A registry key or value (Graph: registryKeyEvidence, registryValueEvidence).</summary>
/// <param name="Hive">The hive.</param>
/// <param name="Key">The key.</param>
/// <param name="ValueName">The value's name.</param>
/// <param name="Value">The value.</param>
public sealed record RegistryDetails(string Hive, string Key, string ValueName, string Value);

/// <summary>A message (Graph: analyzedMessageEvidence).</summary>
/// <param name="NetworkMessageId">Its id.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Recipient">Who received it.</param>
public sealed record MailDetails(string NetworkMessageId, string Subject, string Sender, string Recipient);
