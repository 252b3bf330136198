using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>Defender's verdict: three members, of which a PATCH carries only what differs.</summary>
internal static class DefenderVerdict
{
    public static Reading Read(JsonElement json) => json.HasTextOrNothing("classification", "determination", "resolvingComment")
        ? DefenderWords.Verdict(json.Text("classification"), json.Text("determination"), json.Text("resolvingComment"))
        : new Unknown($"{json.Word("classification")} {json.Word("determination")} {json.Word("resolvingComment")}");

    public static void Set(JsonObject patch, Verdict verdict, Reading? held)
    {
        var holds = held is Seen<Verdict> seen ? seen.Value : Verdict.None;
        if (verdict.Class != holds.Class || verdict.Detail != holds.Detail)
        {
            patch["classification"] = DefenderWords.Classification(verdict.Class);
            patch["determination"] = DefenderWords.Determination(verdict);
        }

        if (verdict.Comment != holds.Comment)
        {
            patch["resolvingComment"] = verdict.Comment;
        }
    }
}
