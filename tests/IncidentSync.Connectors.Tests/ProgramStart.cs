using System.Runtime.CompilerServices;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Connectors.Tests;

/// <summary>What comes before every test of this program.</summary>
internal static class ProgramStart
{
    [ModuleInitializer]
    internal static void Run() => TrustedAuthority.Trust();
}
