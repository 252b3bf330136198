using IncidentSync.Core.Values;
using IncidentSync.Simulation.Scheduling;

namespace IncidentSync.Simulation.Checking;

/// <summary>Who changed something in a portal.</summary>
internal enum Author
{
    /// <summary>A person, with a value that nobody else uses where the field allows one.</summary>
    Person,

    /// <summary>Microsoft: a merge, its own sync, a playbook.</summary>
    Other,

    /// <summary>The engine.</summary>
    Engine,
}

/// <summary>One field of one incident in one portal took another value.</summary>
/// <param name="No">Its place in everything that happened.</param>
/// <param name="At">When.</param>
/// <param name="Portal">Where.</param>
/// <param name="Id">To which incident.</param>
/// <param name="Field">Which field, as <see cref="PortalWords"/> names it; every tag is a field of its own.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there.</param>
/// <param name="Author">Who did it.</param>
/// <param name="Call">The engine's call that did it.</param>
internal sealed record Change(
    long No, DateTimeOffset At, Portal Portal, IncidentId Id, string Field, string Before, string After, Author Author, CallFacts? Call);

/// <summary>What the world knows of one call of the engine.</summary>
/// <param name="Process">Whose call.</param>
/// <param name="SentNo">Its place in everything that happened, when it was sent.</param>
/// <param name="ReadAsOf">As of when the caller's last read of the incident was.</param>
/// <param name="IsLate">It was given up and takes effect later.</param>
/// <param name="Written">The names of the fields that it writes.</param>
internal sealed record CallFacts(
    SimulatedProcess? Process, long SentNo, DateTimeOffset ReadAsOf, bool IsLate, IReadOnlyCollection<string> Written);
