using System.Text;
using System.Text.Json.Nodes;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>A stored document with one thing in it that nobody expects there, as text: a tree could not name a member twice.</summary>
internal sealed class Mutation(Random random)
{
    private static readonly string Deep = new string('[', 40) + new string(']', 40);

    private static readonly string[] Odd =
    [
        "null", "true", "5", "-1e99", "\"\"", "\"x\"", "\"Closed\"", "\"\\u0000\\ud83d\"", "{}", "[]", "[null]", "[\"x\"]", "[[{}]]",
        "{\"labelName\":5}", "{\"x\":{}}", "{\"x\":1,\"x\":2}", Deep, $"{{\"x\":{Deep}}}",
    ];

    public string Of(JsonNode document)
    {
        var text = new StringBuilder();
        var left = random.Next(Count(document));
        Write(document, text, ref left);
        return text.ToString();
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject json => 1 + json.Sum(member => Count(member.Value)),
        JsonArray list => 1 + list.Sum(Count),
        _ => 1,
    };

    private void Write(JsonNode? node, StringBuilder text, ref int left)
    {
        if (left-- == 0)
        {
            text.Append(Odd[random.Next(Odd.Length)]);
        }
        else if (node is JsonObject json)
        {
            Write(json, text, ref left);
        }
        else if (node is JsonArray list)
        {
            text.Append('[');
            for (var at = 0; at < list.Count; at++)
            {
                text.Append(at > 0 ? "," : "");
                Write(list[at], text, ref left);
            }

            text.Append(']');
        }
        else
        {
            text.Append(node?.ToJsonString() ?? "null");
        }
    }

    private void Write(JsonObject json, StringBuilder text, ref int left)
    {
        text.Append('{');
        foreach (var (name, value) in json)
        {
            var member = new StringBuilder();
            var hit = left;
            Write(value, member, ref left);
            var isHere = hit >= 0 && left < 0;
            // Left out, renamed, or there twice: as often as it is something else.
            var written = (isHere ? random.Next(6) : 5) switch
            {
                0 => "",
                1 => $"\"{name.ToUpperInvariant()}\":{member},",
                2 => $"\"{name}\":{value?.ToJsonString() ?? "null"},\"{name}\":{member},",
                _ => $"\"{name}\":{member},",
            };
            text.Append(written);
        }

        text.Length -= text[^1] == ',' ? 1 : 0;
        text.Append('}');
    }
}
