using System.Diagnostics;

namespace IncidentSync.Testing;

/// <summary>Waits for what must come true. How long it took is nobody's business: the limit only ends a test that has failed.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(Func<bool> isTrue, Func<string> otherwise) => UntilAsync(() => Task.FromResult(isTrue()), otherwise);

    public static async Task UntilAsync(Func<Task<bool>> isTrue, Func<string> otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!await isTrue())
        {
            if (waited.Elapsed > Patience)
            {
                Assert.Fail($"It never came true. {otherwise()}");
            }

            await Task.Delay(Glance, TestContext.Current.CancellationToken);
        }
    }
}
