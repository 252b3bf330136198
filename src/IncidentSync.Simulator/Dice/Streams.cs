using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IncidentSync.Simulator.Dice;

/// <summary>Random streams of one seed. Each incident has its own, so that what happens to one does not shift the dice of
/// another.</summary>
internal static class Streams
{
    public static Random Of(int seed, string name) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{name}"))));
}
