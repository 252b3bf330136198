using System.Collections.Concurrent;

namespace IncidentSync.Simulator.Pages;

/// <summary>What a queue polls. <c>run</c> changes with every start of the simulator: a page that outlived one starts over.</summary>
internal sealed class Feed<T>(Func<T, string> key, Func<string, IEnumerable<T>> list)
    where T : class
{
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, Revisions<T>> _scopes = new(StringComparer.OrdinalIgnoreCase);

    public IResult Answer(HttpContext context, string scope, Func<T, ShownRow> row)
    {
        var query = context.Request.Query;
        var after = query["run"] == _run && long.TryParse(query["after"], out var given) ? given : 0;
        var changes = _scopes.GetOrAdd(scope, name => new Revisions<T>(() => list(name), key)).Since(after);
        return PageJson.Ok(new { _run, changes.Revision, Rows = changes.Changed.Select(row), changes.Gone });
    }
}
