using IncidentSync.Simulator;

return await SimulatorCommand.Create().Parse(args).InvokeAsync();
