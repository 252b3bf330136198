using System.Collections.Concurrent;

namespace IncidentSync.Service.Siem.Access;

/// <summary>How many answers to one client stream at once from this replica.</summary>
internal sealed class OpenAnswers
{
    private const int Most = 2;
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>Ends with the answer; null when two stream already.</returns>
    public IDisposable? Begin(string client)
    {
        if (_open.AddOrUpdate(client, 1, (_, open) => open + 1) > Most)
        {
            End(client);
            return null;
        }

        return new Answer(this, client);
    }

    private void End(string client) => _open.AddOrUpdate(client, 0, (_, open) => open - 1);

    private sealed class Answer(OpenAnswers answers, string client) : IDisposable
    {
        public void Dispose() => answers.End(client);
    }
}
