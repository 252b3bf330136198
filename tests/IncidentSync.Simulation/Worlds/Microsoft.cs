using System.Text.Json.Nodes;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Checking;

namespace IncidentSync.Simulation.Worlds;

/// <summary>What happens in the portals that neither a person nor the engine did.</summary>
internal sealed class Microsoft(World world)
{
    private const int AlmostFull = 88;

    private int _lastTag;

    /// <summary>An alert moves the stamp and nothing else.</summary>
    public void Touch(IncidentId id) => As(() => world.Defender.Edit(id, _ => { }));

    /// <summary>Defender merges one incident into another that is not merged itself.</summary>
    public void Merge(IncidentId from, IncidentId into) => As(() =>
    {
        if (world.Defender.Find(from)!.RedirectedTo is not null || world.Defender.Find(into)!.RedirectedTo is not null)
        {
            return;
        }

        if (world.Store.Find(world.LinkOf(from)) is { Intents.IsEmpty: false })
        {
            world.Probes.Hit("redirect during a pending intent");
        }

        world.Defender.Redirect(from, into);
        world.Probes.Hit("merges");
    });

    /// <summary>A playbook answers a change with a tag.</summary>
    public void RunPlaybook(IncidentId twin) => As(() =>
    {
        if (world.Sentinel.Find(twin) is not null)
        {
            world.Sentinel.Edit(twin, document => document["properties"]!["labels"]!.AsArray()
                .Add(new JsonObject { ["labelName"] = $"Playbook e9{++_lastTag:d6}" }));
        }
    });

    /// <summary>A playbook comments until there is room for few more of ours.</summary>
    public void Fill(IncidentId twin) => As(() =>
    {
        if (world.Sentinel.Find(twin) is null)
        {
            return;
        }

        for (var number = world.Sentinel.Comments(twin).Count; number < AlmostFull; number++)
        {
            world.Sentinel.AddComment(twin, "enrichment@contoso.com", $"enriched-{number}", $"Looked up address {number}.");
        }

        world.Probes.Hit("a twin was almost full of comments");
    });

    /// <summary>Microsoft's own sync carries what Defender shows.</summary>
    public void Carry(IncidentId id) => As(() =>
    {
        var twin = SmallWorld.TwinOf(id);
        if (world.Sentinel.Find(twin) is null || world.Defender.Find(id) is not { RedirectedTo: null } incident)
        {
            return;
        }

        var shown = JsonNode.Parse(incident.Raw)!;
        world.Sentinel.Edit(twin, document =>
        {
            var properties = document["properties"]!;
            properties["severity"] = shown["severity"]!.GetValue<string>() is var word ? char.ToUpperInvariant(word[0]) + word[1..] : null;
            if (shown["status"]!.GetValue<string>() != "resolved")
            {
                properties["status"] = shown["status"]!.GetValue<string>() == "active" ? "New" : "Active";
            }
        });
    });

    private void As(Action act)
    {
        world.Editor = Author.Other;
        act();
        world.Editor = Author.Person;
    }
}
