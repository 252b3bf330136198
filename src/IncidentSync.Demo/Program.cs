using System.CommandLine;
using IncidentSync.Demo;

// The demo waits for its service to stop.
return await PortalsCommand.Create().Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
