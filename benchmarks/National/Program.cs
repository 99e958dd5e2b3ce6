using System.Globalization;
using RightsEngine.National;
using RightsEngine.National.Contestants;
using RightsEngine.National.Measuring;

// Contestants run as processes of their own: this program again, with one of these words first.
if (args is ["child-sql" or "child-memory", ..]) return Child(args);

if (args is ["--help" or "-h", ..])
{
    Console.WriteLine(Options.Help);
    return 0;
}
try
{
    Options options = Options.Read(args);
    string load = Report.Load();
    var race = new Race(options);
    race.Run();
    if (race.Difference is { } difference)
    {
        Console.Error.WriteLine($"no figures: {difference}");
        return 1;
    }
    string report = Report.Of(options, race, load);
    Directory.CreateDirectory(options.Results);
    string path = Path.Combine(options.Results, $"{DateTime.UtcNow:yyyy-MM-dd-HHmm}-national.md");
    File.WriteAllText(path, report);
    Console.WriteLine(report);
    Console.Error.WriteLine($"written to {path}");
    return race.Measured.Exists(m => m.Failure is not null) ? 2 : 0;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{Options.Help}");
    return 1;
}

static int Child(string[] args)
{
    try
    {
        if (args is ["child-sql", var data, var output, var threads]) Tables.Decide(data, output, Number(threads));
        else if (args is ["child-memory", var name, var folder, var households, var workers, var runs, var file]) Decide(Contestant.InMemory(name)!, folder, Number(households), Number(workers), Number(runs), file);
        return 0;
    }
    catch (Exception problem)
    {
        Console.Error.WriteLine($"error: {problem.Message}");
        return 1;
    }
}

static void Decide(InMemory contestant, string folder, int households, int threads, int runs, string file)
{
    var answers = new Answers(households);
    contestant.Load(folder, households, threads);
    foreach ((double seconds, double used) in contestant.Measure(households, threads, runs, answers)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {used:R}"));
    answers.Save(file);
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
