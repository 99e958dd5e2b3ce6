using System.Xml.Linq;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.DmnTck.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Source;

namespace RightsEngine.DmnTck.Translating;

/// <summary>What became of a decision: outside the subset, rejected with findings, or a value.</summary>
internal sealed record Outcome(Value? Value, RightsType Type, IReadOnlyList<Diagnostic> Findings, OutsideException? Outside, IReadOnlyList<string> Texts)
{
    public bool IsRejected => Findings.Count > 0;
}

/// <summary>
/// One test case of one model. Decisions are compiled one by one, for this case, because the types of inputs may
/// only follow from its values; a required decision is a name with its value.
/// </summary>
internal sealed class CaseSession(DmnModel model, TckCase test)
{
    /// <summary>What a parameter without a type is taken for, in turn.</summary>
    private static readonly RightsType[] Guesses =
        [RightsType.Number, RightsType.Text, RightsType.Boolean, RightsType.Date, RightsType.Duration, new ListType(RightsType.Number), new ListType(RightsType.Text)];

    private readonly ModelTypes _types = new(model);
    private readonly Dictionary<XElement, Outcome?> _outcomes = [];
    private readonly Dictionary<XElement, (LocalSymbol Symbol, Value Value)> _inputs = [];

    public Outcome Decide(XElement decision)
    {
        if (_outcomes.TryGetValue(decision, out Outcome? known))
            return known ?? Stopped(new OutsideException(Outside.NotTranslated, "decisions that need each other"));
        _outcomes[decision] = null;
        Outcome? best = null;
        foreach (RightsType guess in Guesses)
        {
            var boxes = new BoxTranslator(model, _types, guess);
            Outcome outcome = Attempt(decision, boxes);
            if (best is null || (!outcome.IsRejected && outcome.Outside is null)) best = outcome;
            if (!boxes.HasOpenTypes || !outcome.IsRejected) break;
        }
        _outcomes[decision] = best;
        return best!;
    }

    private static Outcome Stopped(OutsideException reason, IReadOnlyList<string>? texts = null) => new(null, RightsType.Error, [], reason, texts ?? []);

    private Outcome Attempt(XElement decision, BoxTranslator boxes)
    {
        try
        {
            XElement logic = DmnModel.LogicOf(decision) ?? throw new OutsideException(Outside.NoLogic, DmnModel.NameOf(decision));
            var frame = new Frame();
            frame.Bind(Names.Null, TestValues.Unknown("null"));
            var scope = new Names();
            foreach (XElement? input in model.Required(decision, "requiredInput")) Bind(scope, frame, Known(input, "input"), InputOf(input!));
            foreach (XElement? required in model.Required(decision, "requiredDecision"))
            {
                Outcome outcome = Decide(Known(required, "decision"));
                // A decision that cannot be compiled makes those over it impossible to compile, too.
                if (outcome.Outside is not null || outcome.IsRejected) return outcome;
                bool isThere = outcome.Value is not AbsentValue;
                Bind(scope, frame, required!, (new LocalSymbol(FeelText.Word(DmnModel.NameOf(required!)), isThere ? outcome.Type.Required() : outcome.Type), outcome.Value!));
            }
            Knowledge(decision, scope, boxes);
            RightsType? expected = _types.OfVariable(decision) ?? _types.Of(logic.Attr("typeRef"));
            CoreExpression core = boxes.Translate(logic, scope, expected);
            // Bodies of functions are compiled when first called; a finding in one is a finding in the decision.
            foreach (Diagnostic finding in boxes.Findings.Sorted)
            {
                if (finding.Code == Language.TypeErrors.UnknownMemberDescriptor.Code && _types.LeftOut(finding.Location?.Text ?? "") is { } leftOut) throw leftOut;
            }
            if (boxes.Findings.HasErrors) return new Outcome(null, RightsType.Error, [.. boxes.Findings.Sorted.Where(d => d.Severity == Severity.Error)], null, boxes.Texts);
            var evaluator = new Evaluator(new CaseFacts(new Case("", [], [], [], null, null), new ConceptCatalogue()), null, false, (_, _, _, _) => AbsentValue.Instance);
            return new Outcome(evaluator.Evaluate(core, new Env(frame, null, new DateOnly(2000, 1, 1))), core.Type, [], null, boxes.Texts);
        }
        catch (OutsideException reason)
        {
            return Stopped(reason, boxes.Texts);
        }
    }

    private static XElement Known(XElement? element, string kind) => element ?? throw new OutsideException(Outside.Import, $"a required {kind} of another model");

    private static void Bind(Names scope, Frame frame, XElement element, (LocalSymbol Symbol, Value Value) bound)
    {
        scope.Declare(DmnModel.NameOf(element), bound.Symbol);
        frame.Bind(bound.Symbol, bound.Value);
    }

    private (LocalSymbol Symbol, Value Value) InputOf(XElement input)
    {
        if (_inputs.TryGetValue(input, out var known)) return known;
        string name = DmnModel.NameOf(input);
        RightsType? declared = _types.OfVariable(input);
        (Value value, RightsType type) = test.Inputs.GetValueOrDefault(name) is { } given ? TestValues.Read(given, declared)
            : (TestValues.Unknown(name), declared ?? RightsType.Nothing);
        return _inputs[input] = (new LocalSymbol(FeelText.Word(name), declared ?? type), value);
    }

    /// <summary>The knowledge models an element requires; each sees only its parameters and what it requires itself.</summary>
    private void Knowledge(XElement element, Names scope, BoxTranslator boxes)
    {
        foreach (XElement? required in model.Required(element, "requiredKnowledge"))
        {
            XElement knowledge = Known(required, "knowledge model");
            string name = DmnModel.NameOf(knowledge);
            if (knowledge.Is("decisionService")) throw new OutsideException(Outside.DecisionService, name);
            XElement logic = knowledge.One("encapsulatedLogic") ?? throw new OutsideException(Outside.NoLogic, name);
            scope.Declare(name, boxes.Function(name, logic, new Names(), own =>
            {
                Knowledge(knowledge, own, boxes);
                return own;
            }));
        }
    }
}
