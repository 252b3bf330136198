using System.CommandLine;
using IncidentSync.Service.Hosting;

// The host handles the signals of `run` itself and takes the time it needs to stop.
return await Commands.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
