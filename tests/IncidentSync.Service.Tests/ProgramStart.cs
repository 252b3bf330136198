using System.Runtime.CompilerServices;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace IncidentSync.Service.Tests;

/// <summary>What comes before every test of this program.</summary>
internal static class ProgramStart
{
    [ModuleInitializer]
    internal static void Run() => TrustedAuthority.Trust();
}
