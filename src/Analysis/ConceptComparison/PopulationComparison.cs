using RightsEngine.Analysis.Populations;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Sources;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>How much two concepts differ for the persons and the cases of a population.</summary>
internal sealed class PopulationComparison
{
    private readonly string _a, _b;
    private readonly bool _isMoney;
    private readonly PopulationSurvey _survey;

    private PopulationComparison(Rulebook rulebook, DateOnly on, string a, string b, bool isMoney, IReadOnlyList<RightDefinition> questions)
    {
        (_a, _b, _isMoney) = (a, b, isMoney);
        _survey = new PopulationSurvey(rulebook, questions, new EvaluationOptions { Dates = [on] });
    }

    /// <summary>Two incomes of one year.</summary>
    public static PopulationComparison Of(Rulebook rulebook, DateOnly on, IncomeDefinition a, IncomeDefinition b, int year)
    {
        return new PopulationComparison(rulebook, on, a.Name, b.Name, true, [Ask(a), Ask(b)]);

        RightDefinition Ask(IncomeDefinition income) => Question.OfPerson($"question.{income.Name}", income.Location, person =>
        {
            var symbol = (CallableSymbol)rulebook.Scope.Find(income.Name)!;
            MemberSymbol total = income.Members[Checker.IncomeTotal];
            CoreExpression asked = new Call(symbol, [person, Question.Number(year, RightsType.Number, income.Location)], symbol.ResultType, income.Location).WithNeeds();
            return new Member(asked, total, total.Type, income.Location).WithNeeds();
        });
    }

    /// <summary>Two households: how many members each has, and both together.</summary>
    public static PopulationComparison Of(Rulebook rulebook, DateOnly on, HouseholdDefinition a, HouseholdDefinition b)
    {
        return new PopulationComparison(rulebook, on, a.Name, b.Name, false,
        [
            Count("question.first", person => Household(a, person)),
            Count("question.second", person => Household(b, person)),
            Count("question.both", person => new BuiltinCall(BuiltinTable.Find("union")!, [Household(a, person), Household(b, person)], new ListType(RightsType.Person), a.Location).WithNeeds()),
        ]);

        CoreExpression Household(HouseholdDefinition household, CoreExpression person) =>
            new Call((CallableSymbol)rulebook.Scope.Find(household.Name)!, [person], new ListType(RightsType.Person), household.Location).WithNeeds();

        RightDefinition Count(string name, Func<CoreExpression, CoreExpression> members) => Question.OfPerson(name, a.Location, person =>
            new BuiltinCall(BuiltinTable.Find("count")!, [members(person)], RightsType.Number, a.Location).WithNeeds());
    }

    public PartLog Run(PopulationScan scan) => _survey.Run(scan);

    /// <summary>How many differ, and by how much.</summary>
    public IReadOnlyList<Sheet> Sheets()
    {
        Differing persons = new(), cases = new();
        decimal? sum = 0;
        bool isOther = false;
        for (int i = 0; i < _survey.Cases.Count; i++)
        {
            decimal? a = _survey.Answers[0].Amounts[i], b = _survey.Answers[1].Amounts[i];
            // Of households of one size the members may be others.
            bool differs = a != b || (!_isMoney && _survey.Answers[2].Amounts[i] is { } both && both != a);
            persons.Add(a is null || b is null ? null : b - a, differs);
            sum = sum is null || a is null || b is null ? null : sum + (b - a);
            isOther |= differs;
            if (i + 1 < _survey.Cases.Count && _survey.Cases[i + 1] == _survey.Cases[i]) continue;
            cases.Add(sum, isOther);
            (sum, isOther) = (0, false);
        }
        return [Counts(persons, cases), Spread(persons, cases)];
    }

    private Sheet Counts(Differing persons, Differing cases)
    {
        var sheet = new Sheet
        {
            Name = "counts",
            Caption = _isMoney ? (FormattableString)$"Whose income differs: {_b} against {_a}" : $"Whose household differs: {_b} against {_a}",
            Columns = [new SheetColumn("count"), new SheetColumn("persons", true), new SheetColumn("cases", true)],
            Notes = [$"A case counts as a whole: its incomes or sizes are added up, and it is not known when one of them is not."],
        };
        Row("all", d => d.All);
        Row("not known", d => d.Unknown);
        Row("same", d => d.Same);
        Row($"differ", d => d.Changed);
        Row(_isMoney ? $"higher in {_b}" : $"more members in {_b}", d => d.Values.Count(v => v > 0));
        Row(_isMoney ? $"lower in {_b}" : $"fewer members in {_b}", d => d.Values.Count(v => v < 0));
        if (!_isMoney) Row("as many, but others", d => d.Swapped);
        return sheet;

        void Row(string name, Func<Differing, long> number) => sheet.Add(name, SheetNumbers.Whole(number(persons)), SheetNumbers.Whole(number(cases)));
    }

    private Sheet Spread(Differing persons, Differing cases)
    {
        var sheet = new Sheet
        {
            Name = "spread",
            Caption = $"By how much: {_b} less {_a}, of those that differ",
            Columns = [new SheetColumn("share of them"), new SheetColumn("persons, at most", true), new SheetColumn("cases, at most", true)],
        };
        foreach (int percent in (int[])[0, 5, 10, 25, 50, 75, 90, 95, 100])
            sheet.Add(percent switch { 0 => "least", 50 => "half", 100 => "all", _ => $"{percent} %" }, persons.At(percent), cases.At(percent));
        sheet.Add("mean", persons.Mean, cases.Mean);
        return sheet;
    }

    /// <summary>The differences of persons, or of cases.</summary>
    private sealed class Differing
    {
        private decimal[]? _sorted;

        public List<decimal> Values { get; } = [];

        public long Unknown { get; private set; }

        public long Same { get; private set; }

        public long Swapped { get; private set; }

        public long Changed => Values.Count + Swapped;

        public long All => Unknown + Same + Changed;

        public void Add(decimal? difference, bool differs)
        {
            if (difference is not { } value) Unknown++;
            else if (value != 0) Values.Add(value);
            else if (differs) Swapped++;
            else Same++;
        }

        public string Mean => Values.Count == 0 ? "" : SheetNumbers.Amount(Values.Sum() / Values.Count);

        public string At(int percent)
        {
            _sorted ??= [.. Values.Order()];
            return _sorted.Length == 0 ? "" : SheetNumbers.Amount(_sorted[Math.Clamp((int)Math.Ceiling(percent * _sorted.Length / 100.0) - 1, 0, _sorted.Length - 1)]);
        }
    }
}
