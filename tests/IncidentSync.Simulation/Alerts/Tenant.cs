using System.Collections.Immutable;
using System.Globalization;

namespace IncidentSync.Simulation.Alerts;

/// <summary>Defender: alerts come, change, are merged, and have their stamps moved for no reason, one by one and many at once.</summary>
internal sealed class Tenant(AlertWorld world)
{
    private static readonly string[] Statuses = ["new", "inProgress", "resolved"];
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(20);

    private readonly Dictionary<string, Content> _contents = [];
    private readonly List<string> _ids = [];

    private Random Random => world.Scheduler.Random;

    /// <summary>One piece of evidence, as on the wire.</summary>
    public static string File(string name) => $$"""
        { "@odata.type": "#microsoft.graph.security.fileEvidence", "fileDetails": { "fileName": "{{name}}", "filePath": "C:\\Temp" } }
        """;

    /// <summary>An alert that is there before anybody reads.</summary>
    public void AddOld()
    {
        var age = world.Weather.UpTo(Oldest);
        Create(age - new TimeSpan(age.Ticks % world.Swarm.OldTick.Ticks));
    }

    /// <summary>Something happens to one alert, or to many at once.</summary>
    public void Act()
    {
        switch (Random.Next(20))
        {
            case < 7:
                Create(TimeSpan.Zero);
                break;
            case 7:
                Many(Random.Next(5, 40), Random.Next(2) == 0 ? Churn : Change);
                break;
            case 8:
                Many(Random.Next(2, 12), _ => Create(TimeSpan.Zero));
                break;
            case < 13:
                Many(1, Churn);
                break;
            default:
                Many(1, Change);
                break;
        }
    }

    /// <summary>So many alerts come at once, in a few seconds by their stamps.</summary>
    public void Burst(int count)
    {
        for (var one = 0; one < count; one++)
        {
            world.Scheduler.After(TimeSpan.FromMilliseconds(5 * one), null, () => Create(TimeSpan.Zero));
        }
    }

    /// <summary>An alert changes and cannot be read for a while; not all can be read again before the weather clears.</summary>
    public void Hide()
    {
        if (_ids.Count == 0 || world.Portal.Unreadable.Count > 2)
        {
            return;
        }

        var id = AnyId();
        Change(id);
        world.Portal.Unreadable.Add(id);
        world.Probes.Hit("an alert could not be read");
        world.Scheduler.After(world.Weather.UpTo(AlertWorld.Active), null, () => world.Portal.Unreadable.Remove(id));
    }

    private void Many(int count, Action<string> act)
    {
        for (var one = 0; one < count && _ids.Count > 0; one++)
        {
            act(AnyId());
        }
    }

    // Mostly a young one, as with analysts.
    private string AnyId() => Random.Next(2) == 0 ? _ids[Random.Next(_ids.Count)] : _ids[^Random.Next(1, Math.Min(10, _ids.Count) + 1)];

    private void Create(TimeSpan age)
    {
        var id = $"{_ids.Count + 1}".PadLeft(1 + Random.Next(3), '0');
        if (!_contents.ContainsKey(id))
        {
            _ids.Add(id);
            Put(id, new Content("new", "1", [.. Enumerable.Range(0, Random.Next(3)).Select(_ => AnyFile())]), age);
        }
    }

    private void Churn(string id) => Put(id, _contents[id], TimeSpan.Zero);

    private void Change(string id)
    {
        var was = _contents[id];
        Put(id, Random.Next(4) switch
        {
            0 => was with { Files = was.Files.Add(AnyFile()) },
            1 => was with { Files = [.. was.Files.Reverse()] },
            2 => was with { Incident = Random.Next(4).ToString(CultureInfo.InvariantCulture) },
            _ => was with { Status = Statuses[Random.Next(Statuses.Length)] },
        }, TimeSpan.Zero);
    }

    private void Put(string id, Content content, TimeSpan age)
    {
        var late = age > TimeSpan.Zero ? TimeSpan.Zero : world.Weather.ListLag();
        if (world.Portal.Put(id, content.Status, content.Incident, late, age, [.. content.Files.Select(File)]) is { } version)
        {
            _contents[id] = content;
            world.History.Changed(version);
            world.Probes.Hit("versions");
        }
    }

    private string AnyFile() => $"{Random.Next(6)}.exe";

    private sealed record Content(string Status, string Incident, ImmutableArray<string> Files);
}
