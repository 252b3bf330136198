using System.Diagnostics;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Waits for what another thread does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static async Task IsAsync(Func<Task<bool>> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "")
    {
        for (var waited = Stopwatch.StartNew(); !await condition(); await Task.Delay(100, TestContext.Current.CancellationToken))
            waited.Elapsed.ShouldBeLessThan(Patience, what);
    }
}
