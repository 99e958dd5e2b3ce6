using System.Diagnostics;

namespace RightsEngine.National.Contestants;

/// <summary>A contestant that decides households which are in memory already: nothing is read and nothing is written while it is timed.</summary>
internal abstract class InMemory
{
    /// <summary>How many households it decides at most; where it is slow or its objects are large, not all of them.</summary>
    public virtual int Households => int.MaxValue;

    /// <summary>Gets ready to decide the households of a folder.</summary>
    public abstract void Load(string folder, int households, int threads);

    /// <summary>Decides a range of households.</summary>
    /// <param name="worker">The number of the thread, from 0.</param>
    /// <param name="from">The first.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="answers">Where answers go.</param>
    public abstract void Decide(int worker, int from, int to, Answers answers);

    /// <summary>Decides all, some times over, and tells the seconds of each time by the clock and of all processors.</summary>
    public IReadOnlyList<(double Seconds, double ProcessorSeconds)> Measure(int households, int threads, int runs, Answers answers)
    {
        // Until the just-in-time compiler has made all it will make.
        long start = Stopwatch.GetTimestamp();
        int warm = Math.Min(households, 50_000);
        for (int i = 0; i < 5 || Stopwatch.GetElapsedTime(start).TotalSeconds < 1.5; i++) All(warm, threads, answers);
        List<(double, double)> seconds = [];
        for (int run = 0; run < runs; run++)
        {
            GC.Collect();
            TimeSpan used = Environment.CpuUsage.TotalTime;
            start = Stopwatch.GetTimestamp();
            All(households, threads, answers);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            seconds.Add((elapsed, (Environment.CpuUsage.TotalTime - used).TotalSeconds));
        }
        return seconds;
    }

    private void All(int households, int threads, Answers answers)
    {
        Exception? failure = null;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            try
            {
                Decide(worker, (int)((long)households * worker / threads), (int)((long)households * (worker + 1) / threads), answers);
            }
            catch (Exception problem)
            {
                failure = problem;
            }
        }))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }
}
