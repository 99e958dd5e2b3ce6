using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Figures of the law, by themselves and in tables.</summary>
internal partial class Emitter
{
    private Emitted Parameter(ParameterDefinition parameter, Emitted[] keys, KernelScope scope)
    {
        ParameterVersion? On(DateOnly date) => parameter.InForce.Contains(date) ? parameter.At(date) : null;
        ParameterVersion? version = On(scope.DateHere);
        if (version is null || version.IsMissing)
        {
            scope.Dated?.RequireDay(other => ReferenceEquals(On(other), version));
            var kind = new FactKind(parameter.FullName, version is null ? null : $"{version.From:yyyy-MM-dd}", null, false, false);
            return Keep(new Emitted(ShapeOf(parameter.Type), parameter.Type, Fact(kind), Expression.Constant(0L)) { Parameter = parameter });
        }
        Func<KernelDate, ParameterVersion?>? dated = scope.Dated is { } date ? other => date.DayOn(other) is { } day && On(day) is { IsMissing: false } found ? found : null : null;
        if (version.Rows is null)
        {
            Emitted figure = OfConstant(version.Value!, parameter.Type);
            return dated is null ? figure : OfDated(figure, other => dated(other)?.Value);
        }
        Emitted[] scalars = [.. keys.Select(k => Keep(AsScalar(k)))];
        KeyTable Rows(ParameterVersion of) => new(of, parameter, key => KeyNumber(key, scalars), [.. scalars.Select(s => s.MayBeBounded ? Scaled.Power(s.Scale) : 0)]);
        ParameterExpression state = Variable(typeof(int), "s"), row = Variable(typeof(long), "row");
        Do(Assign(state, StrictState(scalars, absentIsFault: false)));
        for (int i = 0; i < scalars.Length; i++)
        {
            Do(Assign(ArrayAccess(Property(X, nameof(KernelContext.TableKeys)), Expression.Constant(i)), scalars[i].Value));
            Do(Assign(ArrayAccess(Property(X, nameof(KernelContext.TableKeyStates)), Expression.Constant(i)), scalars[i].State));
        }
        FigureTable? table = dated is null || Dates is not { } dates ? null : TableOn(parameter, dated, Rows, dates);
        Expression rows = Expression.Constant(table ?? (object)Rows(version));
        Expression[] arguments = table is null ? [X] : [X, table.Number];
        Do(Assign(state, Condition(Equal(state, Emitted.Known), Call(rows, nameof(KeyTable.Find), null, arguments), Call(rows, nameof(KeyTable.FindPossible), null, arguments))));
        Do(Assign(row, Property(X, nameof(KernelContext.Result))));
        return new Emitted(Shape.Figures, parameter.Type, Settled(state, mayBeAbsent: false), row) { Parameter = parameter, Version = version, Table = table };
    }

    private static FigureTable TableOn(ParameterDefinition parameter, Func<KernelDate, ParameterVersion?> dated, Func<ParameterVersion, KeyTable> rows, DateSlots dates)
    {
        FigureTable? table = null;
        ParameterVersion? On(KernelDate other) => dated(other) is { Rows: not null } found ? found : null;
        Expression number = dates.SmallNumber(other => On(other) is { } found ? table!.NumberOf(found) : null);
        return table = new FigureTable(parameter, rows) { Number = number, On = On };
    }

    private long KeyNumber((int Index, Value Value) key, Emitted[] keys)
    {
        if (key.Value is NumberValue n) return CaseBatch.Scaled(n.Value, keys[key.Index].Scale) ?? throw new NotEmittableException("a key with more decimals");
        return CaseBatch.Number(key.Value, keys[key.Index].Type, Plan.Layout.Texts) ?? throw new NotEmittableException("a key of this type");
    }

    private Emitted Figure(Emitted target, string member, RightsType type)
    {
        if (target.Version is null) return new Emitted(Shape.Scalar, type, target.State, Expression.Constant(0L)) { Scale = 0 };
        int scale = Figures.ScaleOf(target.Version, member);
        if (target.Table is { } dated) Dates!.Require(other => dated.On(other) is { } found && Figures.ScaleOf(found, member) == scale);
        var figures = new Figures(target.Table is null ? [target.Version] : target.Parameter!.Versions, member, type, scale, Plan);
        Expression row = Convert(target.Value, typeof(int));
        Expression Of<T>(T[][] cells) => ArrayIndex(target.Table is null ? Expression.Constant(cells[0]) : ArrayIndex(Expression.Constant(cells), target.Table.Number), row);
        if (IsSettled && target.IsAlwaysKnown && !figures.HasGaps)
            return Keep(new Emitted(Shape.Scalar, type, Emitted.Known, Of(figures.Numbers)) { Scale = scale, Bound = figures.Bound });
        ParameterExpression state = Variable(typeof(int), "s"), value = Variable(typeof(long), "v");
        Do(Assign(state, target.State));
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            Do(Assign(value, Of(figures.Numbers)));
            if (!figures.HasGaps) return;
            FactKind Missing(ParameterVersion version) => new(target.Parameter!.FullName, $"{version.From:yyyy-MM-dd}", member, false, false);
            Expression missing = target.Table is not { } table ? Fact(Missing(target.Version))
                : FactOf(Dates!.SmallNumber(other => table.On(other) is { } found ? Plan.Kinds.NumberOf(Missing(found)) : null));
            Do(IfThen(Of(figures.Gaps), Assign(state, missing)));
        })));
        return new Emitted(Shape.Scalar, type, state, value) { Scale = scale, Bound = figures.Bound };
    }
}

/// <summary>A column of a table of figures as scaled numbers, version by version.</summary>
internal sealed class Figures
{
    /// <param name="versions">The versions that code may ask for.</param>
    /// <param name="member">The column.</param>
    /// <param name="type">Its type.</param>
    /// <param name="scale">The decimals: versions with others are left out.</param>
    /// <param name="plan">The numbers of texts.</param>
    /// <exception cref="NotEmittableException">A figure is no number, or does not fit.</exception>
    public Figures(IReadOnlyList<ParameterVersion> versions, string member, RightsType type, int scale, KernelPlan plan)
    {
        Value?[][] cells = [.. versions.Select(v => ScaleOf(v, member) == scale ? Cells(v, member).ToArray() : [])];
        Numbers = [.. cells.Select(c => c.Select(Number).ToArray())];
        Gaps = [.. cells.Select(c => c.Select(cell => cell is null).ToArray())];
        HasGaps = Gaps.Any(g => g.Contains(true));
        Bound = Numbers.SelectMany(n => n).Select(n => Int128.Abs(n)).DefaultIfEmpty(0).Max();

        long Number(Value? cell) => cell switch
        {
            null => 0L,
            NumberValue n => CaseBatch.Scaled(n.Value, scale) ?? throw new NotEmittableException("a figure this large"),
            _ => CaseBatch.Number(cell, type, plan.Layout.Texts) ?? throw new NotEmittableException($"a figure of type {type}"),
        };
    }

    /// <summary>The decimals of a column in one version.</summary>
    public static int ScaleOf(ParameterVersion version, string member) => Cells(version, member).OfType<NumberValue>().Select(n => Scaled.DecimalsOf(n.Value)).DefaultIfEmpty(0).Max();

    private static IEnumerable<Value?> Cells(ParameterVersion version, string member) => version.Rows?.Select(r => r.Columns.GetValueOrDefault(member)) ?? [];

    /// <summary>No figure is larger, whatever its sign.</summary>
    public Int128 Bound { get; }

    /// <summary>The figures by version and row; 0 where there is none.</summary>
    public long[][] Numbers { get; }

    /// <summary>Which of them are missing.</summary>
    public bool[][] Gaps { get; }

    public bool HasGaps { get; }
}

/// <summary>The rows of a table of figures by their keys.</summary>
internal sealed class KeyTable
{
    private readonly (long Low, long High)[][] _rows;
    private readonly int _keys;
    private readonly long[] _units;

    /// <param name="version">The rows.</param>
    /// <param name="parameter">The table.</param>
    /// <param name="number">The number that stands for a key.</param>
    /// <param name="units">What 1 is in each key that may lie between bounds; 0 for the others.</param>
    public KeyTable(ParameterVersion version, ParameterDefinition parameter, Func<(int, Value), long> number, long[] units)
    {
        int keys = units.Length;
        _rows = [.. version.Rows!.Select(r => r.Keys.Select((cell, i) => Cell(cell, i, number)).ToArray())];
        (_keys, _units) = (keys, units);
        if (parameter.Keys.Count != keys) throw new NotEmittableException("keys left out");
        if (keys > KernelContext.MaximumTableKeys) throw new NotEmittableException("more keys than there is room for");
    }

    /// <summary>The first row that holds, for keys that are known: a fault when there is none.</summary>
    public int Find(KernelContext x)
    {
        long[] keys = x.TableKeys;
        for (int row = 0; row < _rows.Length; row++)
        {
            (long Low, long High)[] cells = _rows[row];
            int i = 0;
            while (i < cells.Length && cells[i].Low <= keys[i] && keys[i] <= cells[i].High) i++;
            if (i != cells.Length) continue;
            x.Result = row;
            return 0;
        }
        return -1;
    }

    /// <summary>The only row that may hold, for keys of which some are absent or not known; of several, what is missing.</summary>
    public int FindPossible(KernelContext x)
    {
        long[] keys = x.TableKeys;
        int[] states = x.TableKeyStates;
        for (int i = 0; i < _keys; i++)
            if (states[i] == -1) return -1;
        int possible = 0, facts = 0;
        for (int row = 0; row < _rows.Length; row++)
        {
            int matches = 1;
            for (int i = 0; i < _keys && matches != 0; i++)
            {
                (long low, long high) = _rows[row][i];
                if (low == long.MinValue && high == long.MaxValue) continue;
                matches = x.And(matches, states[i] switch { 0 => low <= keys[i] && keys[i] <= high ? 1 : 0, 1 => 0, var missing => Between(x, missing, _units[i], low, high) });
            }
            if (matches == 0) continue;
            if (possible++ == 0) x.Result = row;
            if (matches == 1) break;
            facts = x.Facts.Union(facts, matches);
        }
        return possible switch { 0 => -1, 1 => 0, _ => facts };
    }

    /// <summary>Whether a key that is not known fits all the same, or cannot fit, by its bounds.</summary>
    private static int Between(KernelContext x, int missing, long unit, long low, long high)
    {
        if (unit == 0 || !x.Facts.TryBounds(missing, out long least, out long most)) return missing;
        (Int128 from, Int128 to) = ((Int128)least * unit, (Int128)most * unit);
        return to < low || from > high ? 0 : low <= from && to <= high ? 1 : missing;
    }

    private static (long, long) Cell(KeyCell cell, int index, Func<(int, Value), long> number)
    {
        if (cell.IsAny) return (long.MinValue, long.MaxValue);
        if (cell.Single is { } single) return (number((index, single)), number((index, single)));
        RangeValue range = cell.Range!;
        return (number((index, range.Low)) + (range.LowIncluded ? 0 : 1), number((index, range.High)) - (range.HighIncluded ? 0 : 1));
    }
}
