using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>One detection, as the SIEM API of Defender for Endpoint had it: 50 members, which never change.</summary>
/// <param name="Hash">The hash of its FullId: which detections an alert has made is known by it.</param>
/// <param name="MachineGroup">The device's group.</param>
/// <param name="Tags">The device's tags.</param>
/// <param name="Members">All members in order: a text, a number, true or false, or null.</param>
public sealed record Detection(
    string Hash, string MachineGroup, ImmutableArray<string> Tags, ImmutableArray<(string Name, object? Value)> Members)
{
    /// <summary>The member that has the stamp of the log.</summary>
    internal const string ProcessedMember = "LastProcessedTimeUtc";

    // What a script reads need not be safe to stand in HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object as it is returned.</summary>
    /// <param name="processed">The stamp of the log.</param>
    /// <returns>JSON.</returns>
    public string ToJson(Stamp processed)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Members)
            {
                Write(json, name, name == ProcessedMember ? Projection.TimeOf(processed) : value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }
}

/// <summary>What names a detection: the alert, and what it is about.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Key">The indicator's key.</param>
internal sealed record DetectionIdentity(string AlertId, string Key)
{
    private const int HashBytes = 16;

    /// <summary>base64url with padding, as the old API had it.</summary>
    public string IocUniqueId { get; } = $"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}=";

    /// <summary>Consumers tell detections apart by it.</summary>
    public string FullId => $"{AlertId}:{IocUniqueId}";

    /// <summary>The beginning of the hash of the FullId.</summary>
    public string Hash => Convert.ToHexStringLower(Digest.AsSpan(0, HashBytes));

    /// <summary>31 bits of that hash.</summary>
    public int ReportId => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Digest) & int.MaxValue;

    /// <summary>40 hexadecimal digits.</summary>
    public string ExternalId => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(FullId)));

    private byte[] Digest => SHA256.HashData(Encoding.UTF8.GetBytes(FullId));
}
