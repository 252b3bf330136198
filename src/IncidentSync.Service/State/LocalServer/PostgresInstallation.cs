using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>One PostgreSQL on the machine: the folder of its server programs and its major version.</summary>
internal sealed partial record PostgresInstallation(string Folder, int Major)
{
    public const int OldestMajor = 14;

    // Where Debian, Red Hat and Homebrew put server programs, which are not on PATH there.
    private static readonly string[] Patterns =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
    ];

    public string InitDb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    private string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>PATH, then the usual folders with the newest version first.</summary>
    public static IReadOnlyList<string> UsualFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Patterns.SelectMany(Matching).OrderByDescending(NumberIn),
    ];

    public static async Task<IReadOnlyList<PostgresInstallation>> FindAllAsync(
        IEnumerable<string> searchPath, CancellationToken cancellationToken)
    {
        var found = new List<PostgresInstallation>();
        foreach (var folder in searchPath.Where(Path.IsPathRooted).Distinct())
        {
            var candidate = new PostgresInstallation(folder, 0);
            if (!File.Exists(candidate.InitDb) || !File.Exists(candidate.PgCtl) || !File.Exists(candidate.Postgres))
            {
                continue;
            }

            var answer = await new Command(null, candidate.Postgres, "--version").RunAsync(cancellationToken);
            if (VersionLine().Match(answer.Output) is { Success: true } match)
            {
                found.Add(candidate with { Major = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) });
            }
        }

        return found;
    }

    /// <param name="installed">In the order of the search path.</param>
    /// <param name="clusterMajor">The version of the existing data, null for none yet.</param>
    /// <param name="layout">Named in the message.</param>
    public static PostgresInstallation Choose(IReadOnlyList<PostgresInstallation> installed, int? clusterMajor, DataLayout layout)
    {
        var usable = installed.Where(one => one.Major >= OldestMajor).ToList();
        if (usable.Count == 0)
        {
            throw new LocalPostgresException(
                $"No PostgreSQL {OldestMajor} or newer was found on this machine{Instead(installed)}: initdb, postgres and pg_ctl were "
                + $"looked for on PATH and in {string.Join(", ", Patterns)}. Install it (Debian and Ubuntu: apt-get install postgresql; "
                + "Fedora and Red Hat: dnf install postgresql-server; macOS: brew install postgresql@17), or set Store:ConnectionString "
                + "to a server of yours.");
        }

        return clusterMajor is null ? usable[0] : usable.Find(one => one.Major == clusterMajor) ?? throw new LocalPostgresException(
            $"The data in {layout.Cluster} was made by PostgreSQL {clusterMajor}, which is not on this machine{Instead(installed)}. "
            + $"Install PostgreSQL {clusterMajor} (Debian: apt-get install postgresql-{clusterMajor}), move the data on with pg_upgrade, "
            + "or set "
            + "Store:DataDirectory to an empty directory.");
    }

    private static string Instead(IReadOnlyList<PostgresInstallation> installed) => installed.Count == 0
        ? ""
        : $" (found: {string.Join(", ", installed.Select(one => $"PostgreSQL {one.Major} in {one.Folder}"))})";

    private static IEnumerable<string> Matching(string pattern)
    {
        var star = pattern.IndexOf('*');
        var parent = Path.GetDirectoryName(pattern[..star])!;
        var names = pattern[(parent.Length + 1)..pattern.IndexOf('/', star)];
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent, names).Select(folder => Path.Combine(folder, "bin"))
            : [];
    }

    private static int NumberIn(string folder) =>
        int.TryParse(Number().Match(folder).Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
