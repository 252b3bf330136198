using System.CommandLine;
using IncidentSync.Simulator;

// The demo waits for its service to stop.
return await SimulatorCommand.Create().Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
