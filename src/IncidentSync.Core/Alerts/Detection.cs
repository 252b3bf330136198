using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// One indicator of an alert as the detections API of Defender for Endpoint gave it. It is made once, of the version in which the indicator
/// first appears, and never changes.
/// </summary>
public sealed record Detection
{
    // As Microsoft's service wrote it: entities of HTML mean nothing in this JSON.
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal Detection(Alert alert, Indicator indicator, int alertPart)
    {
        (Alert, AlertPart, Parts) = (alert, alertPart, indicator.Parts);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(indicator.Key));
        IocUniqueId = Convert.ToBase64String(key).Replace('+', '-').Replace('/', '_');
        FullId = $"{alert.Id}:{IocUniqueId}";
        FullIdHash = SHA256.HashData(Encoding.UTF8.GetBytes(FullId));
        var named = Parts.FirstOrDefault(part => part.MdeDeviceId.Length > 0)?.MdeDeviceId;
        Device = alert.Evidence.FirstOrDefault(evidence => evidence.Type == EntityKinds.Device && evidence.MdeDeviceId == named)
            ?? PrimaryDevice.Of(alert);
    }

    /// <summary>The members in the order in which they are written.</summary>
    public static ImmutableArray<string> Members { get; } = [.. DetectionMembers.All.Select(member => member.Name)];

    /// <summary>The alert, in the version that brought the indicator.</summary>
    public Alert Alert { get; }

    /// <summary>The counter of the alert's detections, from 0.</summary>
    public int AlertPart { get; }

    /// <summary>What names the indicator within its alert: base64url, with padding, of SHA-256.</summary>
    public string IocUniqueId { get; }

    /// <summary>What names the detection: the alert's id, a colon and <see cref="IocUniqueId"/>.</summary>
    public string FullId { get; }

    /// <summary>What is kept of a detection that was emitted: the first 16 bytes of SHA-256 of <see cref="FullId"/> in lower hex.</summary>
    public string Hash => Convert.ToHexStringLower(FullIdHash.AsSpan(0, 16));

    /// <summary>The device group of its device, or empty.</summary>
    public string MachineGroup => Details.RbacGroupName;

    /// <summary>The tags of its device.</summary>
    public ImmutableArray<string> MachineTags => Device?.Tags ?? [];

    internal Evidence? Device { get; }

    internal DeviceDetails Details => Device?.Device ?? new();

    internal ImmutableArray<Evidence> Parts { get; }

    internal byte[] FullIdHash { get; }

    /// <summary>The process, if the indicator is one or was run as one.</summary>
    internal Evidence? Process => Parts.FirstOrDefault(part => part.Type == EntityKinds.Process);

    /// <summary>The account of the process, else the first user of the alert.</summary>
    internal AccountDetails Account => Parts.Append(Alert.Evidence.FirstOrDefault(evidence => evidence.Type == EntityKinds.User))
        .Select(evidence => evidence?.Account).FirstOrDefault(account => account is { Name.Length: > 0 }) ?? new();

    /// <summary>The first of the indicator's evidence that has this text.</summary>
    internal string First(Func<Evidence, string?> text) => Parts.Select(text).FirstOrDefault(found => found is { Length: > 0 }) ?? "";

    /// <summary>All members, as one JSON object.</summary>
    /// <param name="lastProcessed">When the service made it: its place in the order that clients ask by.</param>
    /// <returns>A JSON object in one line; absent texts are empty, absent booleans null.</returns>
    public string ToJson(Stamp lastProcessed)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Plainly))
        {
            writer.WriteStartObject();
            foreach (var member in DetectionMembers.All)
            {
                writer.WritePropertyName(member.Name);
                member.Write(writer, this, lastProcessed);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
