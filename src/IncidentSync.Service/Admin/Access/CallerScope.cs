using System.Collections.Concurrent;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// The scope of whoever makes a request: the one place where a token becomes connections. What asks for a <see cref="ConnectionScope"/>
/// during a request is given this.
/// </summary>
internal sealed class CallerScope(Rights rights, ConnectionSet connections, ILogger<CallerScope> log)
{
    private const int MostTold = 1000;

    // Those whom the log has told of already; beyond so many it is not the person that is odd.
    private readonly ConcurrentDictionary<(string, string), bool> _told = new();

    public ConnectionScope Of(HttpContext context)
    {
        var bearer = Bearer.Of(context.User);
        var served = connections.All.Select(connection => connection.Name).ToList();
        if (bearer.GroupsCut && rights.DependOnGroups(bearer))
        {
            Problems.SayMore(context, CutGroups.Words);
            Tell(Caller.Of(context.User));
        }

        return new ConnectionScope(rights.Of(bearer, Role.Read, served), rights.Of(bearer, Role.Operate, served));
    }

    private void Tell(Caller caller)
    {
        if (_told.Count < MostTold && _told.TryAdd((caller.Issuer, caller.Subject), true))
        {
            log.GroupsCut(caller.ToString());
        }
    }
}
