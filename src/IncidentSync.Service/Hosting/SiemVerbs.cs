using System.Globalization;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Siem.Files;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>What the verbs of <c>siem</c> do. Whoever may read the configuration may do it; the audit says that it was the command line.</summary>
internal sealed class SiemVerbs(NpgsqlDataSource dataSource, SiemTerms terms)
{
    private readonly ClientRows _rows = new(dataSource, terms);
    private readonly ClientChanges _changes = new(dataSource, terms);

    public async Task<int> EnableAsync(
        string name, ClientType type, string[] connections, string[] sources, string? directory, CancellationToken cancellationToken)
    {
        var found = terms.Named(connections);
        if (!SiemValidator.IsName(name))
        {
            return Refuse("--client must be 1 to 63 letters, digits or hyphens, and begin with a letter or digit.", ExitCode.Configuration);
        }

        if (found.Count == 0 || found.Count < connections.Length)
        {
            return Refuse("--connection names one that is not configured.", ExitCode.Configuration);
        }

        var files = new List<string>();
        return await ShownAsync(files, async () =>
        {
            var shown = await _changes.MakeAsync(
                new NewClient(name, type, found, sources), Entry("enable", found.Select(one => one.Name)), SaveAsync, cancellationToken);
            return shown is null ? Refuse($"The name {name} is in use; incidentsync siem list shows by whom.") : Show(shown, files);
        });

        async Task SaveAsync(ShownSecret shown)
        {
            if (directory is not null)
            {
                files.AddRange(await ClientFiles.WriteAsync(directory, AccessDetails.Of(shown.Client, terms, shown.Text)));
            }
        }
    }

    public async Task<int> SecretAsync(string name, string? directory, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } made)
        {
            return Refuse(Missing(name));
        }

        var files = new List<string>();
        return await ShownAsync(files, async () =>
        {
            var shown = await _changes.RenewSecretAsync(made.Client, Entry("secret", made.Connections), async shown =>
            {
                if (directory is not null)
                {
                    files.AddRange(await ClientFiles.WriteAsync(directory, AccessDetails.Of(shown.Client, terms, shown.Text)));
                }
            }, cancellationToken);
            return shown is null ? Refuse(Disabled(name)) : Show(shown, files);
        });
    }

    public async Task<int> TokensAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } made)
        {
            return Refuse(Missing(name));
        }

        var shown = await _changes.MakeTokensAsync(
            made.Client, Entry("token", made.Connections), _ => Task.CompletedTask, cancellationToken);
        if (shown is null)
        {
            return Refuse(Disabled(name));
        }

        Say("Access token", shown.Access);
        Say("Access token expires", Text(shown.AccessExpiresAt));
        Say("Refresh token", shown.Refresh);
        Say("Refresh token expires", Text(shown.RefreshExpiresAt));
        return ExitCode.Stopped;
    }

    public async Task<int> DisableAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } made)
        {
            return Refuse(Missing(name));
        }

        await _changes.DisableAsync(made.Client, Entry("disable", made.Connections), cancellationToken);
        Say(made.Client.Name, "disabled");
        return ExitCode.Stopped;
    }

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        foreach (var client in terms.Configured)
        {
            var names = string.Join(',', client.Connections.Select(connection => connection.Name));
            Say(client.Name, $"{client.Type}, {names}, tokens of Entra for {client.Id}");
        }

        foreach (var made in await _rows.ListAsync(cancellationToken))
        {
            var state = made.DisabledAt is { } disabled ? $"disabled {Text(disabled)}" : "enabled";
            var ends = made.Secrets.Take(1).Select(end => $"secret until {Text(end)}")
                .Concat(made.Refreshes.Select(end => $"refresh token until {Text(end)}"));
            Say(made.Client.Name, $"{made.Client.Type}, {string.Join(',', made.Connections)}, {state}, {string.Join(", ", ends)}");
        }

        return ExitCode.Stopped;
    }

    private Task<MadeClient?> FindAsync(string name, CancellationToken cancellationToken) => _rows.FindAsync(name, cancellationToken);

    private string Missing(string name) => terms.IsConfigured(name)
        ? $"The client {name} stands in the configuration: it is changed there, and Entra has its secret."
        : $"There is no client {name}; incidentsync siem list shows all.";

    // The files are there before the row is committed; without the row they are worth nothing.
    private static async Task<int> ShownAsync(List<string> files, Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e is not NpgsqlException)
        {
            ClientFiles.Remove(files);
            return Refuse($"Nothing was made: {e.Message}");
        }
        catch
        {
            ClientFiles.Remove(files);
            throw;
        }
    }

    private int Show(ShownSecret shown, List<string> files)
    {
        if (terms.Api.PublicUrl.Length == 0)
        {
            Console.Error.WriteLine("IncidentSync:Siem:Api:PublicUrl is not set: the addresses have a placeholder.");
        }

        foreach (var (name, value) in DetailsFile.Lines(AccessDetails.Of(shown.Client, terms, shown.Text)))
        {
            Say(name, value);
        }

        Say("Client secret expires", Text(shown.ExpiresAt));
        files.ForEach(file => Say("File", file));
        return ExitCode.Stopped;
    }

    private static AuditEntry Entry(string verb, IEnumerable<string> connections)
    {
        var caller = new Caller("command line", Environment.UserName, null, null);
        return new AuditEntry(caller, $"siem-{verb}", string.Join(", ", connections), true, $"incidentsync siem {verb}", "");
    }

    private static string Disabled(string name) => $"The client {name} is disabled; incidentsync siem enable makes it anew.";

    private static int Refuse(string why, int code = ExitCode.Failed)
    {
        Console.Error.WriteLine(why);
        return code;
    }

    private static void Say(string name, string value) => Console.WriteLine($"{name}: {value}");

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
