using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>A column as the variables that a loop reads it from.</summary>
internal sealed record HoistedColumn(ParameterExpression Values, ParameterExpression States, ParameterExpression HasOther);

/// <summary>
/// One method of the lean lane while it is made: the variables of its loops over a batch, and what is read once before
/// they start.
/// </summary>
internal sealed class LeanCode
{
    private readonly Dictionary<int, HoistedColumn> _columns = [];
    private readonly Dictionary<(Type, string), ParameterExpression> _hoisted = [];
    private readonly List<Expression> _prologue = [];
    private readonly List<ParameterExpression> _variables = [];

    public ParameterExpression X { get; } = Parameter(typeof(KernelContext), "x");

    public ParameterExpression Batch { get; } = Parameter(typeof(LeanBatch), "batch");

    /// <summary>The number of the case.</summary>
    public ParameterExpression Case { get; } = Variable(typeof(int), "case");

    /// <summary>The first person of the case in the batch.</summary>
    public ParameterExpression First { get; } = Variable(typeof(int), "first");

    /// <summary>One past its last person.</summary>
    public ParameterExpression End { get; } = Variable(typeof(int), "end");

    /// <summary>Everyone in the case, a bit each.</summary>
    public ParameterExpression Everyone { get; } = Variable(typeof(long), "everyone");

    /// <summary>The person the code is about, by number in the case.</summary>
    public ParameterExpression Person { get; } = Variable(typeof(int), "person");

    /// <summary>The same by number in the batch.</summary>
    public ParameterExpression Place { get; } = Variable(typeof(int), "place");

    /// <summary>Where code goes that meets what this lane has no answer for.</summary>
    public LabelTarget Open { get; } = Label("open");

    /// <summary>The steps whose columns the code reads.</summary>
    public SortedSet<int> Inputs { get; } = [];

    public HoistedColumn Column(int step)
    {
        if (_columns.TryGetValue(step, out HoistedColumn? known)) return known;
        Inputs.Add(step);
        Expression column = ArrayIndex(Property(Batch, nameof(LeanBatch.Columns)), Constant(step));
        return _columns[step] = new HoistedColumn(
            Hoist(Field(column, nameof(LeanColumn.Values)), $"values{step}"),
            Hoist(Field(column, nameof(LeanColumn.States)), $"states{step}"),
            Hoist(Field(column, nameof(LeanColumn.HasOther)), $"other{step}"));
    }

    /// <summary>Something that stays the same for the whole batch, read once.</summary>
    public ParameterExpression Hoist(Expression value, string name)
    {
        if (_hoisted.TryGetValue((value.Type, name), out ParameterExpression? known)) return known;
        ParameterExpression variable = Variable(value.Type, name);
        _variables.Add(variable);
        _prologue.Add(Assign(variable, value));
        return _hoisted[(value.Type, name)] = variable;
    }

    /// <summary>A loop over cases with code for each; it knows its persons, and the context is at it where the code asks the context.</summary>
    public Expression EachCase(Expression body, bool usesContext)
    {
        ParameterExpression starts = Hoist(Property(Batch, nameof(LeanBatch.PersonStarts)), "starts"), cases = Hoist(Property(Batch, nameof(LeanBatch.Cases)), "cases");
        LabelTarget done = Label("done");
        return Block(typeof(void),
            Assign(Case, Constant(0)),
            Loop(Block(typeof(void),
                IfThen(GreaterThanOrEqual(Case, cases), Break(done)),
                Assign(First, ArrayIndex(starts, Case)),
                Assign(End, ArrayIndex(starts, Add(Case, Constant(1)))),
                Mentions([body], Everyone) ? Assign(Everyone, Call(typeof(Masks), nameof(Masks.All), null, Subtract(End, First))) : Empty(),
                usesContext ? Call(X, ContextMethods.Named(nameof(KernelContext.MoveTo)), Case) : Empty(),
                body,
                PreIncrementAssign(Case)), done));
    }

    /// <summary>A loop over the persons of the case.</summary>
    public Expression EachPerson(Expression body)
    {
        LabelTarget done = Label("done");
        return Block(typeof(void),
            Assign(Place, First),
            Loop(Block(typeof(void),
                IfThen(GreaterThanOrEqual(Place, End), Break(done)),
                Assign(Person, Subtract(Place, First)),
                body,
                PreIncrementAssign(Place)), done));
    }

    /// <summary>A loop over all persons of the batch, whatever their case.</summary>
    public Expression EachPersonOfAll(Expression body)
    {
        ParameterExpression persons = Hoist(Property(Batch, nameof(LeanBatch.Persons)), "persons");
        LabelTarget done = Label("done");
        return Block(typeof(void),
            Assign(Place, Constant(0)),
            Loop(Block(typeof(void),
                IfThen(GreaterThanOrEqual(Place, persons), Break(done)),
                body,
                PreIncrementAssign(Place)), done));
    }

    /// <summary>The whole method: what is read once, then the loops.</summary>
    public BlockExpression Whole(IEnumerable<ParameterExpression> variables, Expression loops) =>
        Block([.. variables, .. _variables, Case, First, End, Everyone, Person, Place], [.. _prologue, loops]);

    /// <summary>After code that asks the context: leaves when that could not tell.</summary>
    public Expression LeaveWhenBailed => IfThen(Property(X, nameof(KernelContext.Bail)), Goto(Open));

    /// <summary>Whether code mentions a variable.</summary>
    public static bool Mentions(IEnumerable<Expression> code, params ParameterExpression[] variables)
    {
        var search = new Search(variables);
        foreach (Expression statement in code) search.Visit(statement);
        return search.Found;
    }

    /// <summary>Whether code only computes: it neither jumps nor calls anything that may leave.</summary>
    public static bool OnlyComputes(Expression code, ParameterExpression context)
    {
        var search = new Search([context]) { Jumps = true };
        search.Visit(code);
        return !search.Found;
    }

    private sealed class Search(ParameterExpression[] variables) : ExpressionVisitor
    {
        public bool Jumps { get; init; }

        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= variables.Contains(node);
            return node;
        }

        protected override Expression VisitGoto(GotoExpression node)
        {
            Found |= Jumps;
            return node;
        }

        protected override Expression VisitLoop(LoopExpression node)
        {
            Found |= Jumps;
            return base.VisitLoop(node);
        }
    }
}
