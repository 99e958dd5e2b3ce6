using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>Evaluates an expression about a case by itself: for tests and for trying things out. Ids of persons are names in it.</summary>
internal static class ExpressionEvaluator
{
    /// <summary>The checked expression, or null when it has errors.</summary>
    public static CoreExpression? Check(Rulebook rulebook, Case subject, MappedText text, DiagnosticBag diagnostics, out IReadOnlyList<LocalSymbol> persons)
    {
        var scope = new LocalScope(rulebook.Scope);
        persons = [.. subject.Persons.Select(p => new LocalSymbol(p.Id, RightsType.Person, Needs.PersonalData))];
        foreach (LocalSymbol person in persons) scope.Declare(person);
        int before = diagnostics.Count;
        CoreExpression core = new Checker(scope, diagnostics).Check(Parser.ParseExpression(text, diagnostics), null);
        return diagnostics.Count == before ? core : null;
    }

    /// <summary>The value of an expression on a date; a fault that names the first finding when it has errors.</summary>
    public static Value Evaluate(Rulebook rulebook, Case subject, string expression, DateOnly date, EvaluationProbe? probe = null)
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression? core = Check(rulebook, subject, MappedText.Alone(expression), diagnostics, out IReadOnlyList<LocalSymbol> persons);
        return core is null ? new FaultValue(diagnostics.Sorted[0].Message, null) : Evaluate(rulebook, subject, core, persons, date, probe);
    }

    /// <summary>The value of a checked expression on a date.</summary>
    public static Value Evaluate(Rulebook rulebook, Case subject, CoreExpression core, IReadOnlyList<LocalSymbol> persons, DateOnly date, EvaluationProbe? probe = null)
    {
        var frame = new Frame();
        foreach (LocalSymbol person in persons) frame.Bind(person, new PersonValue(subject.Find(person.Name)!));
        return new RightEvaluator(rulebook, subject, null, trace: probe?.NeedsTrace ?? false, probe).Evaluator.Evaluate(core, new Env(frame, null, date));
    }
}
