using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Lists in which somebody may stand twice: several masks one after another.</summary>
internal partial class Emitter
{
    private static bool IsPersons(RightsType type) => type.Required() is ListType { Item: var item } && item.Equals(RightsType.Person);

    private Emitted OfSeveral(Emitted[] parts, RightsType type)
    {
        if (IsSettled || parts.Any(p => p.Shape is not (Shape.Persons or Shape.LinkSet or Shape.RowSet or Shape.Chosen or Shape.Several))) throw new NotEmittableException("a list with an order of its own");
        Emitted[] flat = [.. parts.SelectMany(p => p.Parts ?? [p])];
        // What is absent is no list, and a fault.
        return new Emitted(Shape.Several, type, StrictState(flat.Select(Sure)), Expression.Constant(0L)) { Parts = flat };
    }

    /// <summary>How many there are in several lists: not known, with bounds, where some members are only possible.</summary>
    private Emitted CountOfSeveral(Emitted several)
    {
        Emitted[] parts = several.Parts!;
        Emitted plain = Added([.. parts.Select(part => (Keep(OfCount(Sure(part))), false))], RightsType.Number);
        if (!parts.Any(p => p.MayBePartial)) return plain;
        ParameterExpression state = Variable(typeof(int), "s"), facts = Variable(typeof(int), "facts");
        Do(Assign(facts, Expression.Constant(0)));
        Do(Assign(state, plain.State));
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            foreach (Emitted part in parts.Where(p => p.MayBePartial)) Do(Assign(facts, Union(facts, Ask(nameof(KernelContext.PossibleFacts), part.State, part.Value))));
            Expression most = Kept(parts.Select(part => CountOf(EveryMember(part))).Aggregate(Add), "v");
            Do(IfThen(NotEqual(plain.Value, most), Assign(state, Ask(nameof(KernelContext.NumberBetween), facts, plain.Value, most))));
        })));
        return plain with { State = state, MayBeBounded = true };
    }

    private static Expression CountOf(Expression mask) => Call(typeof(Masks), nameof(Masks.Count), null, mask);

    /// <summary>A list with the members that are certain.</summary>
    private Emitted Sure(Emitted list) =>
        list.MayBePartial ? list with { State = Kept(Condition(HasPossible(list), Emitted.Known, list.State), "s"), MayBePartial = false } : list;

    /// <summary>The lists that an expression gives for the items of a list that is the same for all cases.</summary>
    private Emitted OfFlattened(ForEach e, RightsType type, KernelScope scope)
    {
        Emitted domain = Keep(Emit(e.Domain, scope));
        if (domain.Shape != Shape.Constant || ConstantItems(domain, e.Variable.Type) is not { } list) throw new NotEmittableException($"a list of {e.Body.Type}");
        return OfSeveral([.. list.Select(item =>
        {
            KernelScope inner = scope.Inner();
            inner.Locals[e.Variable] = item;
            return Keep(EmitPartial(e.Body, inner));
        })], type);
    }

    private void EachOfSeveral(Emitted domain, LocalSymbol variable, KernelScope scope, Action<KernelScope, LabelTarget?, ParameterExpression?> body)
    {
        LabelTarget end = Label();
        Expression[] blocks = [.. domain.Parts!.Select(part => Block(() => EachItem(part, variable, scope, (inner, _, member) => body(inner, end, member))))];
        Do(Expression.Block(typeof(void), blocks.Append(Label(end))));
    }
}
