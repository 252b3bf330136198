using System.Text.RegularExpressions;
using Microsoft.Diagnostics.Tracing;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>The runtime's own record of every name that a process asked for and every address it connected to.</summary>
internal sealed partial class NetworkTrace : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"incidentsync-{Guid.NewGuid():N}.nettrace");

    /// <summary>What makes a process keep it (.NET documentation, "EventPipe environment variables").</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOTNET_EnableEventPipe"] = "1",
        ["DOTNET_EventPipeOutputPath"] = _file,
        ["DOTNET_EventPipeConfig"] = "System.Net.Sockets:0xFFFFFFFF:4,System.Net.NameResolution:0xFFFFFFFF:4",
    };

    /// <summary>Once the process has ended: names, and addresses as <c>SocketAddress</c> prints them.</summary>
    public IReadOnlyList<string> Read()
    {
        var seen = new List<string>();
        using var source = new EventPipeEventSource(_file);
        source.Dynamic.All += traced =>
        {
            if (traced.EventName is "ConnectStart" or "Connect/Start" or "ResolutionStart" or "Resolution/Start")
            {
                seen.Add($"{traced.PayloadByName("address") ?? traced.PayloadByName("hostNameOrAddress")}");
            }
        };
        source.Process();
        return seen;
    }

    public static bool IsOnThisMachine(string nameOrAddress) => Here().IsMatch(nameOrAddress);

    public void Dispose() => File.Delete(_file);

    // A Unix socket; 127.0.0.1, also as IPv6 writes it; ::1. The two bytes of the port come first, and in IPv6 four of the flow.
    [GeneratedRegex(
        @"^(localhost|127\.0\.0\.1|::1|Unix:.*|InterNetwork:\d+:\{\d+,\d+,127,.*"
        + @"|InterNetworkV6:\d+:\{\d+,\d+,0,0,0,0,0,0,0,0,0,0,0,0,0,0,(255,255,127,0,0,1|0,0,0,0,0,1),.*)$")]
    private static partial Regex Here();
}
