using System.Globalization;

namespace IncidentSync.Core.Alerts;

/// <summary>What names the thing that a piece of evidence is about, so that a new verdict of the same thing is no new thing.</summary>
/// <remarks>
/// <code>
/// | the first of these parts that it has               | is named by                                                         |
/// |----------------------------------------------------|---------------------------------------------------------------------|
/// | process with an id and a start                     | device, id, start                                                   |
/// | device                                             | id in Defender, else id in Entra, else DNS name, else host name     |
/// | registry                                           | device, hive, key, name of the value                                |
/// | mail with a message id                             | message id, recipient                                               |
/// | file with a hash or a name (no process)            | device, hash, directory, name                                       |
/// | mailbox, application, resource, URL, address       | itself                                                              |
/// | account                                            | object id, else SID, else principal name, else domain and name      |
/// | none, or its names are empty                       | all of it but when it came (its digest)                             |
/// </code>
/// </remarks>
internal static class EvidenceName
{
    public static IReadOnlyList<string> Of(Evidence evidence) =>
        Named(evidence) is { } names && names.Any(name => name.Length > 0) ? [evidence.Type, .. names] : [evidence.Type, evidence.Digest];

    private static string[]? Named(Evidence evidence) => evidence switch
    {
        { Process: { Id: { } id, Created: { } created } } =>
            [evidence.MdeDeviceId, id.ToString(CultureInfo.InvariantCulture), created.ToString()],
        { Process: not null } => null,
        { Device: { } device } => [First(evidence.MdeDeviceId, device.AzureAdDeviceId, device.DnsName, device.HostName)],
        { Registry: { } registry } => [evidence.MdeDeviceId, registry.Hive, registry.Key, registry.ValueName],
        { Mail: { NetworkMessageId.Length: > 0 } mail } => [mail.NetworkMessageId, mail.Recipient],
        { File: { } file } when file.Hash.Length + file.Name.Length > 0 => [evidence.MdeDeviceId, file.Hash, file.Path, file.Name],
        { Mailbox.Length: > 0 } => [evidence.Mailbox],
        { Application: { } application } => [application.Id],
        { ResourceId.Length: > 0 } => [evidence.ResourceId],
        { Url.Length: > 0 } => [evidence.Url],
        { IpAddress.Length: > 0 } => [evidence.IpAddress],
        { Account: { } account } => account is { ObjectId: "", Sid: "", UserPrincipalName: "" }
            ? [account.Domain, account.Name]
            : [First(account.ObjectId, account.Sid, account.UserPrincipalName)],
        _ => null,
    };

    private static string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (name.Length > 0)
            {
                return name;
            }
        }

        return "";
    }
}
