using IncidentSync.Service.Configuration;
using IncidentSync.Service.Siem.Clients;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>What <c>check</c> says of SIEM clients: what ends soon, and an address that is missing in their files.</summary>
internal static class SiemDoctor
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <returns>A client and a warning; what was replaced may end.</returns>
    public static async Task<IReadOnlyList<(string Client, string Warning)>> WarningsAsync(
        IncidentSyncOptions options, NpgsqlDataSource dataSource, TimeProvider time, CancellationToken cancellationToken)
    {
        var terms = SiemSetup.TermsOf(options);
        var all = await new ClientRows(dataSource, terms).ListAsync(cancellationToken);
        var clients = all.Where(made => made.DisabledAt is null).ToList();
        var warnings = new List<(string, string)>();
        if (clients.Count > 0 && terms.Api.PublicUrl.Length == 0)
        {
            warnings.Add(("", "IncidentSync:Siem:Api:PublicUrl is not set: the clients' files have a placeholder for it"));
        }

        foreach (var made in clients)
        {
            Warn(made, "secret", "secret", made.Secrets);
            Warn(made, "refresh token", "token", made.Refreshes);
        }

        return warnings;

        void Warn(MadeClient made, string what, string verb, IReadOnlyList<DateTimeOffset> ends)
        {
            if (ends is [var end, ..] && end <= time.GetUtcNow() + Soon)
            {
                var name = made.Client.Name;
                warnings.Add((
                    name, $"its {what} ends at {end.ToUniversalTime():yyyy-MM-dd HH:mm} UTC: incidentsync siem {verb} --client {name}"));
            }
        }
    }
}
