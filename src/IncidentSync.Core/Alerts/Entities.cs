using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentSync.Core.Alerts;

/// <summary>The entities of an alert in Sentinel's words (Microsoft Sentinel entity types reference).</summary>
internal static class Entities
{
    /// <summary>All of them, each once.</summary>
    public static JsonArray Of(Alert alert)
    {
        var (list, seen) = (new JsonArray(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var entity in alert.Evidence.Where(evidence => evidence.Kind.Length > 0).Select(Of))
        {
            if (seen.Add(entity.ToJsonString()))
            {
                list.Add((JsonNode)entity);
            }
        }

        return list;
    }

    private static JsonObject Of(Evidence evidence)
    {
        var entity = new JsonObject { ["kind"] = evidence.Kind };
        foreach (var (name, value) in Names(evidence).Where(named => named.Value is { Length: > 0 }))
        {
            entity[name] = value;
        }

        return entity;
    }

    private static IEnumerable<(string Name, string? Value)> Names(Evidence evidence) => evidence.Kind switch
    {
        "Host" =>
        [
            ("hostName", evidence.Device?.MachineName),
            ("dnsDomain", evidence.Device?.MachineDomain), ("ntDomain", evidence.Device?.NtDomain),
            ("azureID", evidence.Device?.AzureAdDeviceId), ("osFamily", evidence.Device?.OsPlatform),
        ],
        "Account" or "Mailbox" when evidence.Account is { } account =>
        [
            ("accountName", account.Name), ("ntDomain", account.Domain), ("upn", account.UserPrincipalName), ("sid", account.Sid),
            ("aadUserId", account.ObjectId), ("mailboxPrimaryAddress", evidence.Mailbox),
        ],
        "Mailbox" => [("mailboxPrimaryAddress", evidence.Mailbox)],
        "Ip" => [("address", evidence.IpAddress)],
        "Url" => [("url", evidence.Url)],
        "File" or "FileHash" =>
        [
            ("fileName", evidence.File?.Name), ("directory", evidence.File?.Directory), ("sha1", evidence.File?.Sha1),
            ("sha256", evidence.File?.Sha256),
        ],
        "Process" =>
        [
            ("processId", evidence.Process?.Id?.ToString(CultureInfo.InvariantCulture)), ("commandLine", evidence.Process?.CommandLine),
            ("creationTimeUtc", evidence.Process?.Created?.ToString()), ("fileName", evidence.File?.Name),
        ],
        "RegistryKey" or "RegistryValue" =>
        [
            ("hive", evidence.Registry?.Hive), ("key", evidence.Registry?.Key), ("name", evidence.Registry?.ValueName),
        ],
        "MailMessage" or "SubmissionMail" =>
        [
            ("networkMessageId", evidence.Mail?.NetworkMessageId), ("subject", evidence.Mail?.Subject), ("sender", evidence.Mail?.Sender),
            ("recipient", evidence.Mail?.Recipient),
        ],
        "CloudApplication" => [("appId", evidence.Application?.Id), ("name", evidence.Application?.Name)],
        "AzureResource" => [("resourceId", evidence.ResourceId)],
        _ => [("evidence", evidence.Digest)],
    };
}
