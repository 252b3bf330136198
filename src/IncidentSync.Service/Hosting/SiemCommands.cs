using System.CommandLine;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Hosting;

/// <summary><c>siem</c>: the verbs that make, renew, disable and list the programs that pull detections.</summary>
internal static class SiemCommands
{
    /// <param name="run">Reads the configuration and runs a verb with it.</param>
    public static Command Create(
        Func<ParseResult, Func<ReadConfiguration, CancellationToken, Task<int>>, CancellationToken, Task<int>> run)
    {
        var client = new Option<string>("--client") { Description = "The client.", HelpName = "NAME", Required = true };
        var type = new Option<ClientType>("--type") { Description = "What it is.", Required = true };
        var connections = new Option<string>("--connection")
        {
            Description = "The connections whose detections it sees, with commas between them.", HelpName = "NAME", Required = true,
        };
        var sources = new Option<string>("--source")
        {
            Description = "The service sources that it sees, with commas between them; * is every source. Left out: "
                + "microsoftDefenderForEndpoint.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "",
        };
        var directory = new Option<string?>("--out")
        {
            Description = "Also saves what is shown, in files for their owner alone. Nothing is overwritten.", HelpName = "DIR",
        };
        var siem = new Command("siem", "Makes, renews, disables and lists the programs that pull detections.");
        Add("enable", "Makes a client and shows its secret, once.", [client, type, connections, sources, directory], (parsed, verbs, cancel) =>
            verbs.EnableAsync(
                parsed.GetValue(client)!, parsed.GetValue(type), Listed(parsed.GetValue(connections)), Listed(parsed.GetValue(sources)),
                parsed.GetValue(directory), cancel));
        Add("token", "Makes an access and a refresh token and shows them, once.", [client], (parsed, verbs, cancel) =>
            verbs.TokensAsync(parsed.GetValue(client)!, cancel));
        Add("secret", "Makes a new secret and shows it, once; the one before is good for 24 hours more.", [client, directory], (parsed, verbs, cancel) =>
            verbs.SecretAsync(parsed.GetValue(client)!, parsed.GetValue(directory), cancel));
        Add("disable", "Nothing of the client is believed any more.", [client], (parsed, verbs, cancel) =>
            verbs.DisableAsync(parsed.GetValue(client)!, cancel));
        Add("list", "Lists all clients, and when their secrets and tokens end.", [], (_, verbs, cancel) => verbs.ListAsync(cancel));
        return siem;

        void Add(
            string name, string description, Option[] options, Func<ParseResult, SiemVerbs, CancellationToken, Task<int>> act)
        {
            var command = new Command(name, description);
            Array.ForEach(options, command.Add);
            command.SetAction((parsed, cancel) => run(parsed, (read, stop) => WithVerbsAsync(read, verbs => act(parsed, verbs, stop), stop), cancel));
            siem.Add(command);
        }
    }

    private static async Task<int> WithVerbsAsync(
        ReadConfiguration read, Func<SiemVerbs, Task<int>> act, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(_ => { });
        await using var database = await Database.OpenAsync(read.Options.Store, logs, cancellationToken);
        return await act(new SiemVerbs(database.DataSource, SiemSetup.TermsOf(read.Options)));
    }

    private static string[] Listed(string? names) =>
        (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
