namespace IncidentSync.Demo.Scenario;

/// <summary>The caller's say in when the next wave of edits may begin, for instance once the edits of the last one have arrived.</summary>
/// <param name="wave">From 1 to <see cref="FixedScenario.Waves"/>.</param>
/// <param name="cancel">Ends the scenario.</param>
internal delegate Task WaveGate(int wave, CancellationToken cancel);
