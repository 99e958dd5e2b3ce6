using System.Diagnostics;
using Spectre.Console;

namespace RightsEngine.Cli;

/// <summary>Shows how far work is that counts what it does, with its rate and the time left, to a person who waits.</summary>
internal static class WorkProgress
{
    /// <summary>Runs work whose threads tell after each thing that they did how many there are in all.</summary>
    /// <param name="terminal">Where progress may be shown.</param>
    /// <param name="things">What is counted, in the plural: <c>mutants</c>.</param>
    /// <param name="work">The work.</param>
    /// <returns>What the work gives.</returns>
    public static T Run<T>(Terminal terminal, string things, Func<Action<int>, T> work) => Run(terminal, counter => work(counter(things)));

    /// <summary>Runs work that counts several kinds of things, one kind after another: each has a bar from when the first is done.</summary>
    /// <param name="terminal">Where progress may be shown.</param>
    /// <param name="work">The work; for the name of a kind of things it gets what counts them.</param>
    /// <returns>What the work gives.</returns>
    public static T Run<T>(Terminal terminal, Func<Func<string, Action<int>>, T> work) =>
        terminal.ErrorIsTerminal ? terminal.Progress().Start(context => work(things => Counter(context, things))) : work(_ => _ => { });

    private static Action<int> Counter(ProgressContext context, string things)
    {
        ProgressTask? task = null;
        long start = 0;
        int done = 0;
        return all =>
        {
            lock (context)
            {
                if (task is null)
                {
                    // The first is done when the clock starts, and so is no part of the rate.
                    task = context.AddTask(things, maxValue: all);
                    start = Stopwatch.GetTimestamp();
                }
                else
                {
                    task.Description = $"{done + 1:N0} of {all:N0} {things}, {done / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} per second";
                }
                done++;
                task.Increment(1);
            }
        };
    }
}
