namespace IncidentSync.Simulator.Sentinel;

/// <summary>Etags of the recorded shape: quotes inside the value, a running part in front, the write time in Unix seconds behind.</summary>
internal sealed class EtagSequence(Random random)
{
    private uint _last = 0x2f000000 + (uint)random.Next(0x10000);

    public string Next(DateTimeOffset at)
    {
        _last += (uint)random.Next(1, 64);
        return $"\"{_last:x8}-0000-0100-0000-{(uint)at.ToUnixTimeSeconds():x8}0000\"";
    }
}
