using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace IncidentSync.Service.Siem.Events;

/// <summary>How far a client has been given the events of each source: opaque to it, so that what is in it may change.</summary>
/// <param name="Sequences">By the source's birth, which is another in another database: what a client had there is no place here.</param>
internal sealed record EventPosition(IReadOnlyDictionary<Guid, long> Sequences)
{
    /// <summary>Before everything.</summary>
    public static readonly EventPosition Start = new(new Dictionary<Guid, long>());

    /// <summary>The position of a text; null when it is none of ours.</summary>
    public static EventPosition? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<Guid, long>>(Base64Url.DecodeFromChars(text)) is { } sequences
                ? new EventPosition(sequences) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Sequences)));
}
