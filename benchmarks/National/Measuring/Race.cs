using System.Globalization;
using RightsEngine.Cli;

namespace RightsEngine.National.Measuring;

/// <summary>Runs the contestants, each as a process of its own, one after another, and compares what they decided.</summary>
internal sealed class Race(Options options)
{
    private const int WholeCountry = 5_200_000;
    private static readonly string Me = Path.GetFileName(typeof(Race).Assembly.Location);
    private static readonly string Rights = Path.GetFileName(typeof(RightsCommand).Assembly.Location);

    private readonly List<(string Name, Answers Answers)> _answers = [];
    private (string Name, string Output)? _files;

    /// <summary>What was measured, in the order of the contestants.</summary>
    public List<Measurement> Measured { get; } = [];

    /// <summary>What contestants disagree on; null when they agree.</summary>
    public string? Difference { get; private set; }

    /// <summary>What they agreed on.</summary>
    public string? Agreed => _answers.Count == 0 ? null : _answers[0].Answers.Summary;

    public IReadOnlyList<string> Compared => [.. _answers.Select(a => a.Name)];

    public void Run()
    {
        string sorted = Tables.Population(BenchmarkRules.Folder, "national", options.Households, options);
        string outputs = Path.Combine(options.Work, "outputs");
        if (Directory.Exists(outputs)) Directory.Delete(outputs, recursive: true);
        Directory.CreateDirectory(outputs);
        string[] onFiles = [.. Contestant.OnFiles.Where(options.Contestants.Contains)];
        foreach (string name in onFiles) Measured.Add(new Measurement(name, options.Households));
        // In turn, so that whatever else the machine does meets all of them; the first round warms the cache of the files.
        for (int round = 0; round <= options.Runs; round++)
            foreach (Measurement measurement in Measured.Where(m => m.Failure is null))
                Guard(measurement, () => OnFiles(measurement, sorted, outputs, round));
        foreach (string name in options.Contestants.Where(c => Contestant.InMemory(c) is not null))
        {
            var measurement = new Measurement(name, Math.Min(options.Households, Contestant.InMemory(name)!.Households));
            Measured.Add(measurement);
            Guard(measurement, () => InMemory(measurement, sorted, outputs));
        }
        if (options.Contestants.Contains(Contestant.WholeRulebook)) WholeRulebook(outputs);
        Compare();
        Directory.Delete(outputs, recursive: true);
    }

    private void OnFiles(Measurement measurement, string sorted, string outputs, int round)
    {
        string data = measurement.Name.EndsWith(Contestant.Unsorted, StringComparison.Ordinal) ? Tables.Unsorted(sorted, options) : sorted;
        string output = Path.Combine(outputs, $"{measurement.Name}.parquet");
        Remove(output);
        ProcessRun run = measurement.Name.StartsWith(Contestant.Sql, StringComparison.Ordinal)
            ? ProcessRun.Of(Me, "child-sql", data, output, Text(options.Threads))
            : Evaluate(BenchmarkRules.Folder, data, output);
        Count(measurement, run, round);
        if (round < options.Runs) return;
        _answers.Add((measurement.Name, Tables.Answers(output, options.Households)));
        if (_files is null) _files = (measurement.Name, output);
        else if (Difference is null && Tables.Difference(_files.Value.Output, output) is { } difference) Difference = $"{_files.Value.Name} and {measurement.Name} differ in their rows: {difference}";
    }

    private void InMemory(Measurement measurement, string data, string outputs)
    {
        string file = Path.Combine(outputs, $"{measurement.Name}.answers");
        ProcessRun run = ProcessRun.Of(Me, "child-memory", measurement.Name, data, Text(measurement.Households), Text(options.Threads), Text(options.Runs), file);
        if (run.ExitCode != 0) throw new InvalidOperationException(run.Failure);
        foreach (string[] figures in run.Output.Split('\n').Select(line => line.Split(' ')))
        {
            measurement.Seconds.Add(double.Parse(figures[0], CultureInfo.InvariantCulture));
            measurement.ProcessorSeconds.Add(double.Parse(figures[1], CultureInfo.InvariantCulture));
        }
        measurement.PeakBytes = run.PeakBytes;
        Console.Error.WriteLine($"{measurement.Name}: {measurement.Median:0.000} s for {measurement.Households:N0} households");
        _answers.Add((measurement.Name, National.Answers.Load(file)));
    }

    // Nobody else decides these rights, so there is nothing to compare; the command itself checks what it counts.
    private void WholeRulebook(string outputs)
    {
        var measurement = new Measurement(Contestant.WholeRulebook, options.Households == 5_000_000 ? WholeCountry : options.Households);
        Measured.Add(measurement);
        Guard(measurement, () =>
        {
            string rules = Path.Combine(BenchmarkRules.Repository ?? throw new InvalidOperationException("the repository was not found"), "rules");
            string data = Tables.Population(rules, "belgium", measurement.Households, options), output = Path.Combine(outputs, "whole.parquet");
            for (int round = 0; round <= options.Runs; round++)
            {
                Remove(output);
                ProcessRun run = Evaluate(rules, data, output);
                Count(measurement, run, round);
            }
        });
    }

    private ProcessRun Evaluate(string rules, string data, string output) =>
        ProcessRun.Of(Rights, "evaluate", data, "--rules", rules, "--on", Figures.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--output", output, "--format", "parquet", "--threads", Text(options.Threads));

    private static void Count(Measurement measurement, ProcessRun run, int round)
    {
        Console.Error.WriteLine($"{measurement.Name}: {run.Seconds:0.00} s{(round == 0 ? " (not counted)" : "")}");
        if (run.ExitCode != 0) throw new InvalidOperationException(run.Failure);
        measurement.PeakBytes = Math.Max(measurement.PeakBytes, run.PeakBytes);
        if (round == 0) return;
        measurement.Seconds.Add(run.Seconds);
        measurement.ProcessorSeconds.Add(run.ProcessorSeconds);
    }

    private static void Guard(Measurement measurement, Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            measurement.Failure = problem.Message;
            Console.Error.WriteLine($"{measurement.Name}: not measured: {problem.Message}");
        }
    }

    private void Compare()
    {
        // The first is about all households, so that every other has something to be compared with.
        _answers.Sort((a, b) => b.Answers.Households.CompareTo(a.Answers.Households));
        foreach ((string name, Answers answers) in _answers.Skip(1))
            if (Difference is null && _answers[0].Answers.DifferenceFrom(answers) is { } difference)
                Difference = $"{_answers[0].Name} and {name} differ: {difference}";
    }

    private static void Remove(string output)
    {
        if (File.Exists(output)) File.Delete(output);
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
