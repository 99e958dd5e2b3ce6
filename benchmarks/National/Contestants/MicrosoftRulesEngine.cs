using System.Globalization;
using System.Text.Json;
using RightsEngine.National.Inputs;
using RulesEngine.Models;

namespace RightsEngine.National.Contestants;

/// <summary>The five rights as a workflow of Microsoft RulesEngine, over objects.</summary>
internal sealed class MicrosoftRulesEngine : InMemory
{
    private const string Workflow = "five_rights";

    private Home[] _homes = [];
    private RulesEngine.RulesEngine _engine = null!;

    public override int Households => 100_000;

    public override void Load(string folder, int households, int threads)
    {
        _homes = Home.Of(PopulationColumns.Read(folder, households, threads));
        string file = Path.Combine(AppContext.BaseDirectory, "Contestants", "five_rights.workflow.json");
        _engine = new RulesEngine.RulesEngine(JsonSerializer.Deserialize<Workflow[]>(File.ReadAllText(file))!);
    }

    public override void Decide(int worker, int from, int to, Answers answers)
    {
        for (int h = from; h < to; h++)
        {
            List<RuleResultTree> results = _engine.ExecuteAllRulesAsync(Workflow,
                new RuleParameter("home", _homes[h]), new RuleParameter("day", Figures.Day), new RuleParameter("adultsAreBornBy", Figures.AdultsAreBornBy),
                new RuleParameter("incomeYear", Figures.IncomeYear)).AsTask().GetAwaiter().GetResult();
            int granted = 0;
            long supplement = 0, school = 0;
            foreach (RuleResultTree result in results)
            {
                if (result.ExceptionMessage is { Length: > 0 } message) throw new InvalidOperationException($"{result.Rule.RuleName}: {message}");
                if (!result.IsSuccess) continue;
                int right = Array.IndexOf(Right.Names, result.Rule.RuleName);
                granted |= 1 << right;
                if (right == Right.SocialSupplement) supplement = Cents(result);
                if (right == Right.SchoolAllowance) school = Cents(result);
            }
            (answers.Granted[h], answers.Supplement[h], answers.School[h]) = ((ushort)granted, supplement, school);
        }
    }

    private static long Cents(RuleResultTree result) => (long)(Convert.ToDecimal(result.ActionResult.Output, CultureInfo.InvariantCulture) * 100);
}
