using System.Collections.Immutable;

namespace IncidentSync.Core.Alerts;

/// <summary>What Defender knows of a device.</summary>
public sealed record DeviceDetails
{
    /// <summary><c>deviceDnsName</c>.</summary>
    public string DnsName { get; init; } = "";

    /// <summary><c>hostName</c>; older tenants lack it.</summary>
    public string HostName { get; init; } = "";

    /// <summary><c>dnsDomain</c>; older tenants lack it.</summary>
    public string DnsDomain { get; init; } = "";

    /// <summary><c>ntDomain</c>; older tenants lack it.</summary>
    public string NtDomain { get; init; } = "";

    /// <summary>Its id in Entra.</summary>
    public string AzureAdDeviceId { get; init; } = "";

    /// <summary>Its device group.</summary>
    public string RbacGroupName { get; init; } = "";

    /// <summary><c>osPlatform</c>, such as <c>Windows11</c>.</summary>
    public string OsPlatform { get; init; } = "";

    /// <summary>Its addresses, the loopback among them.</summary>
    public ImmutableArray<string> IpInterfaces { get; init; } = [];

    /// <summary>Who was logged on; only names and domains are known.</summary>
    public ImmutableArray<AccountDetails> LoggedOnUsers { get; init; } = [];

    /// <summary>The host's name, else the DNS name before its first dot.</summary>
    public string MachineName => HostName.Length > 0 ? HostName : DnsName.Split('.', 2)[0];

    /// <summary>The DNS domain, else the DNS name behind its first dot.</summary>
    public string MachineDomain => DnsDomain.Length > 0 ? DnsDomain : DnsName.Split('.', 2) is [_, var domain] ? domain : "";

    /// <summary>The name to show: the DNS name, else the host's.</summary>
    public string ShownName => DnsName.Length > 0 ? DnsName : HostName;
}
