using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
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
        return new Emitted(Shape.Several, type, StrictState(flat), Expression.Constant(0L)) { Parts = flat };
    }

    /// <summary>The lists that an expression gives for the items of a list that is the same for all cases.</summary>
    private Emitted OfFlattened(ForEach e, RightsType type, KernelScope scope)
    {
        Emitted domain = Keep(Emit(e.Domain, scope));
        if (domain is not { Shape: Shape.Constant, Constant: ListValue { IsCertain: true } list }) throw new NotEmittableException($"a list of {e.Body.Type}");
        return OfSeveral([.. list.Items.Select(item =>
        {
            KernelScope inner = scope.Inner();
            inner.Locals[e.Variable] = OfConstant(item.Value, e.Variable.Type);
            return InCaseOrder(Keep(Emit(e.Body, inner)));
        })], type);
    }

    private void EachOfSeveral(Emitted domain, LocalSymbol variable, KernelScope scope, Action<KernelScope, LabelTarget?, ParameterExpression?> body)
    {
        LabelTarget end = Label();
        Expression[] blocks = [.. domain.Parts!.Select(part => Block(() => EachItem(part, variable, scope, (inner, _, member) => body(inner, end, member))))];
        Do(Expression.Block(typeof(void), blocks.Append(Label(end))));
    }
}
