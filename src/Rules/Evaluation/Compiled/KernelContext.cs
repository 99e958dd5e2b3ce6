using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Evaluation.Compiled.Lean;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// What emitted code works on: one case of a batch at a time. Methods that give a value return its state and leave the
/// value in <see cref="Result"/>. States: 0 known, 1 absent, -1 fault, and from 2 a handle of missing facts; booleans
/// are one number: 0 false, 1 true, -1 fault, from 2 missing facts.
/// </summary>
internal sealed partial class KernelContext
{
    // INVARIANT: kernels of rights run one after another, so what they leave in the context is read before the next one starts.

    /// <summary>The most keys of a table of figures.</summary>
    public const int MaximumTableKeys = 8;

    /// <summary>A record that exists although nothing was delivered.</summary>
    public const int NilRow = -9;

    /// <summary>The state of a unit that only the reference evaluator can compute; below all others.</summary>
    public const int BailedUnit = int.MinValue;
    private const int NoRow = -1;
    private const int UnknownRow = -2;

    private readonly KernelPlan _plan;
    private readonly RecordColumns[] _records;
    private readonly RelationColumns[] _relations;
    private readonly CaseHouseholds?[] _households;
    private readonly string?[] _unitCauses;
    private readonly HeldColumns[][] _statuses;
    private readonly Lifetimes _lifetimes = new();
    private bool _hasLifetimes;
    private readonly RightAnswers[] _answers;
    private readonly RightRun[] _needed;
    private readonly int? _requestedOn;
    private int _ageYear, _ageMonthDay, _ageDay = -1;

    /// <param name="plan">What the kernels were compiled for.</param>
    /// <param name="steps">What is decided for each case.</param>
    /// <param name="sets">The sets of kinds of missing facts of the run.</param>
    /// <param name="requestedOn">The day of the request, where the case does not say.</param>
    /// <param name="lean">What is decided in columns; null when nothing is.</param>
    public KernelContext(KernelPlan plan, IEnumerable<DecisionStep> steps, KindSets sets, DateOnly? requestedOn, LeanPlan? lean = null)
    {
        _plan = plan;
        _requestedOn = requestedOn?.DayNumber;
        KindSets = new KindSetMemory(sets);
        Possible = new PossibleMembers(Facts);
        Batch = new CaseBatch(plan.Layout);
        _records = [.. plan.Records.Select(r => Batch.Records[r.Name])];
        _relations = [.. plan.Relations.Select(r => Batch.Relations[r.Name])];
        Columns = [.. plan.RecordFields.Select(f => Batch.Records[f.Owner].Fields[f.Field])];
        LinkColumns = [.. plan.LinkFields.Select(f => Batch.Relations[f.Owner].Fields[f.Field])];
        _statuses = [.. plan.Statuses.Select(s => s.Leaves.Select(l => new HeldColumns(l, _records[l.Record], Columns[l.CodeColumn])).ToArray())];
        Candidates = new Candidates(plan.MaximumKeys);
        _answers = [.. plan.Rights.Select(_ => new RightAnswers())];
        Checks = [.. plan.Checks.Select(check => new CheckRun(this, check, plan.MaximumKeys))];
        Runs = [.. steps.Select(step => step.Kernel is { } kernel ? Run(kernel, plan.Rights.IndexOf(kernel) is >= 0 and var asked ? _answers[asked] : null) : null)];
        Written = new DecisionRows(this, plan.Kinds);
        _needed = [.. plan.Rights.Select((kernel, number) => Run(kernel, _answers[number]))];
        UnitCount = plan.Units.Count;
        UnitCells = new UnitCell[UnitCount * CaseBatch.MaximumPersons];
        UnitKernels = [.. plan.Units];
        _unitCauses = new string?[plan.Units.Count];
        _households = new CaseHouseholds?[plan.Units.Count];
        Lean = lean is null ? null : new LeanBatch(lean, this);
    }

    private RightRun Run(RightKernel kernel, RightAnswers? answers) =>
        new(this, kernel, answers, kernel.Checks is null ? null : new Candidates(_plan.MaximumKeys));

    public CaseBatch Batch { get; }

    public FactArena Facts { get; } = new();

    /// <summary>The rights to decide, in order; null for those that the reference evaluator decides.</summary>
    public RightRun?[] Runs { get; }

    /// <summary>Writes what was decided.</summary>
    public DecisionRows Written { get; }

    /// <summary>How often a right of a case went to the reference evaluator.</summary>
    public long HandedBack { get; set; }

    /// <summary>How often a right of a case went to the reference evaluator, by the number of the step and the cause.</summary>
    public Dictionary<(int Step, string Cause), long> HandedBackBy { get; } = [];

    /// <summary>How often a right of a case was decided outside of the lean lane.</summary>
    public long InGeneral { get; set; }

    public FieldColumn[] Columns { get; }

    public FieldColumn[] LinkColumns { get; }

    /// <summary>Set when something came up that only the reference evaluator can do; results of the case then do not count.</summary>
    public bool Bail { get; set; }

    /// <summary>What came up, where <see cref="Bail"/> is set: a cause, and where it comes from code, its place in the rules.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>Leaves the right of the case to the reference evaluator.</summary>
    /// <param name="cause">Why, for whoever counts.</param>
    public void GiveUp(string cause)
    {
        // What comes of the first cause is none of its own.
        if (!Bail) (Bail, Cause) = (true, cause);
    }

    /// <summary>The value that goes with the state a method returned.</summary>
    public long Result { get; set; }

    /// <summary>The order of the list that a unit gave; only of a unit that may give lists in another order than that of the case.</summary>
    public int Order { get; set; }

    /// <summary>The orders of lists of the case.</summary>
    public Sequences Sequences { get; } = new();

    /// <summary>The case being decided.</summary>
    public int Case { get; private set; }

    /// <summary>Its first person in the batch.</summary>
    public int First { get; private set; }

    public int PersonCount { get; private set; }

    /// <summary>Told apart from all other cases that this context decided.</summary>
    public int Stamp { get; private set; }

    /// <summary>Prepares for deciding the cases that the batch now holds.</summary>
    public void StartBatch() => _hasLifetimes = false;

    /// <summary>Births and deaths of all persons of the batch; read when they are first asked for.</summary>
    public Lifetimes Lifetimes
    {
        get
        {
            if (!_hasLifetimes) _lifetimes.Read(this, _plan.Birth, _plan.Death);
            _hasLifetimes = true;
            return _lifetimes;
        }
    }

    /// <summary>The days of birth of all persons of the batch where everybody has one; else null.</summary>
    public long[]? PlainBirths
    {
        get
        {
            if (_plan.Birth is not { } birth) return null;
            (RecordColumns record, FieldColumn days) = ColumnsOf(birth);
            return record.Record.Per == RecordPeriod.Once && record.IsOneEach && !record.IsPartial && !days.HasGaps ? days.Values : null;
        }
    }

    public RecordColumns RecordOf(int record) => _records[record];

    public RelationColumns RelationOf(int relation) => _relations[relation];

    /// <summary>What goes on in the columns of the batch, right by right; null when all is decided case by case.</summary>
    public LeanBatch? Lean { get; }

    public (RecordColumns, FieldColumn) ColumnsOf(RoleColumn role) => (_records[role.Record], Columns[role.Column]);

    public void StartCase(int index)
    {
        (Case, First, PersonCount) = (index, Batch.FirstPerson(index), Batch.PersonCount(index));
        Facts.Clear();
        Possible.Clear();
        Sequences.Clear();
        Bail = false;
        Stamp++;
    }

    /// <summary>Goes to a case to ask something about it, outside of deciding it.</summary>
    public void MoveTo(int index)
    {
        (Case, First, PersonCount) = (index, Batch.FirstPerson(index), Batch.PersonCount(index));
        Facts.Clear();
        Possible.Clear();
        Sequences.Clear();
        Bail = false;
    }

    /// <summary>Whether some case of the batch may have more links than there are bits.</summary>
    public bool HasManyLinks => Array.Exists(_relations, r => r.Most > CaseBatch.MaximumPersons);

    /// <summary>Whether the columns cannot hold all of the case.</summary>
    public bool IsExotic => IsExoticCase(Case);

    /// <summary>Whether the columns cannot hold all of a case.</summary>
    public bool IsExoticCase(int index)
    {
        if (Batch.IsExotic(index)) return true;
        foreach (RelationColumns relation in _relations)
            if (relation.Most > CaseBatch.MaximumPersons && relation.LinkStart[index + 1] - relation.LinkStart[index] > CaseBatch.MaximumPersons) return true;
        return false;
    }

    /// <summary>Everyone in the case.</summary>
    public long Everyone => PersonCount == CaseBatch.MaximumPersons ? -1 : (1L << PersonCount) - 1;

    /// <summary>The code of units, by their numbers.</summary>
    public UnitKernel[] UnitKernels { get; }

    /// <summary>What units gave for the persons of the case, person after person: most cases have few, so little memory is in use.</summary>
    public UnitCell[] UnitCells { get; }

    /// <summary>How many units there are.</summary>
    public int UnitCount { get; }

    /// <summary>The value of a unit for a person, computed once per case.</summary>
    public int Unit(int unit, int person)
    {
        ref UnitCell cell = ref UnitCells[person * UnitCount + unit];
        if (cell.Stamp != Stamp)
        {
            bool before = Bail;
            Bail = false;
            int state = UnitKernels[unit].Run(this, person);
            cell = new UnitCell(Stamp, Bail ? BailedUnit : state, Result, Order);
            if (Bail) _unitCauses[unit] = Cause;
            Bail |= before;
        }
        (Result, Order) = (cell.Value, cell.Order);
        if (cell.State != BailedUnit) return cell.State;
        // Whoever asks again learns that the value does not count.
        GiveUp(_unitCauses[unit]!);
        return -1;
    }

    /// <summary>The households of the case by a unit that gives the household of a person.</summary>
    public CaseHouseholds Households(int unit)
    {
        CaseHouseholds households = _households[unit] ??= new CaseHouseholds(this, unit);
        households.Find(Stamp);
        return households;
    }

    /// <summary>Decides the rights that another asks for, once per case.</summary>
    public void Prepare(int[] rights)
    {
        foreach (int right in rights)
        {
            RightAnswers answers = _answers[right];
            if (answers.Stamp != Stamp)
            {
                RightKernel kernel = _plan.Rights[right];
                if (kernel.Right.InForce.Contains(kernel.Period.ReferenceDate)) _needed[right].Answer();
                else _needed[right].AnswerNothing();
            }
            if (answers.Cause is { } cause) GiveUp(cause);
        }
    }

    /// <summary>Whether another right is granted to a holder; false for whom it does not concern.</summary>
    public int Granted(int right, long holder) => AnswerFor(right, holder) switch
    {
        { Found: false } => 0,
        { All: 0 or 1 } answer => answer.All,
        var answer => answer.Missing,
    };

    public int AmountOf(int right, long holder)
    {
        RightAnswer answer = AnswerFor(right, holder);
        Result = answer is { Found: true, All: 1, AmountState: 0 } ? answer.Amount : 0;
        return !answer.Found || answer.All == 0 || answer is { All: 1, AmountState: 0 } ? 0 : answer.Missing;
    }

    private RightAnswer AnswerFor(int right, long holder) => _answers[right].For(holder);

    /// <summary>The row of a record with a key: -1 when there is none, -2 when not known.</summary>
    public int RowOfKey(int record, int person, int key)
    {
        RecordColumns columns = _records[record];
        int p = First + person;
        if (columns.WhollyUnknown[p]) return UnknownRow;
        for (int row = columns.RowStart[p]; row < columns.RowStart[p + 1]; row++)
            if (columns.Keys[row] == key && columns.Kinds[row] != RowKind.NotHeld) return columns.Kinds[row] == RowKind.Entry ? row : UnknownRow;
        return NoRow;
    }

    /// <summary>The row of a record that holds on a day.</summary>
    public int RowOfDay(int record, int person, int day)
    {
        RecordColumns columns = _records[record];
        int p = First + person;
        if (columns.WhollyUnknown[p]) return UnknownRow;
        for (int row = columns.RowStart[p]; row < columns.RowStart[p + 1]; row++)
            if (columns.Kinds[row] == RowKind.Entry && columns.From[row] <= day && day <= columns.To[row]) return row;
        return NoRow;
    }

    /// <summary>The rows of a record with a key, on a day (or -1), as a mask: -1 when there are none, -2 when not known.</summary>
    public int Rows(int record, int person, int key, int day)
    {
        RecordColumns columns = _records[record];
        int p = First + person;
        Result = 0;
        if (columns.WhollyUnknown[p]) return UnknownRow;
        long mask = 0;
        int start = columns.RowStart[p], end = columns.RowStart[p + 1];
        if (end - start > CaseBatch.MaximumPersons) GiveUp("more rows of a record than there are bits");
        for (int row = start; row < end; row++)
        {
            if (columns.Kinds[row] == RowKind.UnknownKey && columns.Keys[row] == key) return UnknownRow;
            if (columns.Kinds[row] == RowKind.Entry && columns.Keys[row] == key && (day < 0 || (columns.From[row] <= day && day <= columns.To[row]))) mask |= 1L << (row - start);
        }
        Result = mask;
        return mask == 0 ? NoRow : 0;
    }

    /// <summary>The row behind a bit of such a mask; none behind the first or last bit of an empty one.</summary>
    public int RowOf(int record, int person, int bit) => bit is < 0 or >= CaseBatch.MaximumPersons ? NoRow : _records[record].RowStart[First + person] + bit;

    /// <summary>The first or last day of a row; absent when open.</summary>
    public int Boundary(int record, int row, bool last)
    {
        Result = row == NilRow ? 0 : last ? _records[record].To[row] : _records[record].From[row];
        return row == NilRow || Result is int.MinValue or RecordColumns.Open ? 1 : 0;
    }

    public int LinkBoundary(int relation, int link, bool last)
    {
        Result = last ? _relations[relation].To[LinkRow(relation, link)] : _relations[relation].From[LinkRow(relation, link)];
        return Result is int.MinValue or RecordColumns.Open ? 1 : 0;
    }

    /// <summary>A cell that is not known: what the field says instead.</summary>
    public int CellOther(int column, int row, int absentState, long absentValue, int kind, int person)
    {
        switch (row == NilRow ? CellState.NotDelivered : Columns[column].States[row])
        {
            case CellState.Absent: return 1;
            case CellState.NotDelivered when absentState >= 0:
                Result = absentValue;
                return absentState;
            default: return Facts.Of(kind, person);
        }
    }

    public int LinkCell(int column, int relation, int link, int absentState, long absentValue, int kind)
    {
        FieldColumn cells = LinkColumns[column];
        int row = LinkRow(relation, link);
        Result = cells.Values[row];
        switch (cells.States[row])
        {
            case CellState.Known: return 0;
            case CellState.Absent: return 1;
            case CellState.NotDelivered when absentState >= 0:
                Result = absentValue;
                return absentState;
            default: return Facts.Of(kind, _relations[relation].FromPerson[row], _relations[relation].ToPerson[row]);
        }
    }

    public int LinkKind(int relation, int link, int kind)
    {
        int row = LinkRow(relation, link);
        Result = _relations[relation].Kinds[row];
        return Result != 0 ? 0 : Facts.Of(kind, _relations[relation].FromPerson[row], _relations[relation].ToPerson[row]);
    }

    public int LinkFrom(int relation, int link) => _relations[relation].FromPerson[LinkRow(relation, link)];

    public int LinkTo(int relation, int link) => _relations[relation].ToPerson[LinkRow(relation, link)];

    private int LinkRow(int relation, int link) => _relations[relation].LinkStart[Case] + link;

    public int RequestedOn(int kind)
    {
        Result = Batch.RequestedOn(Case) is >= 0 and var day ? day : _requestedOn ?? -1;
        return Result >= 0 ? 0 : Facts.Of(kind);
    }

    /// <summary>Full years on a day.</summary>
    public int Age(int person, int day)
    {
        Result = Lifetimes.Born(First + person);
        int state = Result >= 0 ? 0 : BirthDate(person);
        if (state == 0) Result = FullYears((int)Result, day);
        return state;
    }

    private int FullYears(int born, int day)
    {
        if (day < born) return (int)Math.Floor(DateBuiltins.WholeMonths(DateOnly.FromDayNumber(born), DateOnly.FromDayNumber(day)) / 12m);
        // Ages are asked for one day over and over.
        if (day != _ageDay)
        {
            (int y, int m, int d) = DateOnly.FromDayNumber(day);
            (_ageDay, _ageYear, _ageMonthDay) = (day, y, m * 100 + d);
        }
        (int year, int month, int dayOfMonth) = DateOnly.FromDayNumber(born);
        return _ageYear - year - (_ageMonthDay < month * 100 + dayOfMonth ? 1 : 0);
    }

    private int BirthDate(int person)
    {
        if (_plan.Birth is not { } birth) return -1;
        return Role(birth, person) is var state && state == 1 ? Facts.Of(birth.RecordKind, person) : state;
    }

    /// <summary>The value of a field with a role; absent when nothing was delivered about the record.</summary>
    private int Role(RoleColumn role, int person)
    {
        int row = RowOfKey(role.Record, person, 0);
        if (row == UnknownRow) return Facts.Of(role.RecordKind, person);
        if (row == NoRow) return 1;
        FieldColumn column = Columns[role.Column];
        Result = column.Values[row];
        return column.States[row] switch
        {
            CellState.Known => 0,
            CellState.Absent => 1,
            CellState.NotDelivered when role.AbsentState >= 0 => role.AbsentState,
            _ => Facts.Of(role.FieldKind, person),
        };
    }

    /// <summary>Whether a person lives on some day of a span.</summary>
    public int Alive(int person, int from, int to)
    {
        if (Lifetimes.IsKnown(First + person, from, to, out int alive)) return alive;
        int born = Boundary(_plan.Birth, person, to, birth: true);
        return born == 0 ? 0 : And(born, Boundary(_plan.Death, person, from, birth: false));
    }

    private int Boundary(RoleColumn? role, int person, int day, bool birth)
    {
        if (role is null) return 1;
        int row = RowOfKey(role.Record, person, 0);
        if (row == NoRow) return role.MayBeLeftOut ? 1 : Facts.Of(role.RecordKind, person);
        int state = Role(role, person);
        if (state == 1) return 1;
        if (state != 0) return state;
        return (birth ? Result <= day : Result >= day) ? 1 : 0;
    }

    /// <summary>Both, in three-valued logic with faults.</summary>
    public int And(int a, int b)
    {
        if (a == 0 || b == 0) return 0;
        if (a >= FactArena.FirstHandle || b >= FactArena.FirstHandle) return Facts.Union(a, b);
        return a == -1 || b == -1 ? -1 : 1;
    }

    /// <summary>Either, in three-valued logic with faults; the facts of the operand with the fewest.</summary>
    public int Or(int a, int b)
    {
        if (a == 1 || b == 1) return 1;
        bool x = a >= FactArena.FirstHandle, y = b >= FactArena.FirstHandle;
        if (x && y) return Facts.Count(b) < Facts.Count(a) ? b : a;
        if (x || y) return x ? a : b;
        return a == -1 || b == -1 ? -1 : 0;
    }

    public static int Not(int a) => a is 0 or 1 ? 1 - a : a;

    /// <summary>The state of an operation on two operands: fault, else unknown, else absent, else known.</summary>
    public int Strict(int a, int b)
    {
        if ((a | b) == 0) return 0;
        if (a == -1 || b == -1) return -1;
        if (a >= FactArena.FirstHandle || b >= FactArena.FirstHandle) return Facts.Union(a, b);
        return 1;
    }

    /// <summary>The state of an operation that something absent decides: fault, else absent, else unknown, else known.</summary>
    public int AbsentFirst(int a, int b)
    {
        if ((a | b) == 0) return 0;
        if (a == -1 || b == -1) return -1;
        return a == 1 || b == 1 ? 1 : Facts.Union(a, b);
    }

    /// <summary>Those who may hold the right being decided, with the keys of <c>first_by</c> and <c>one_per</c>.</summary>
    public Candidates Candidates { get; set; }

    public void SetKey(int index, int state, long value) => Candidates.SetKey(index, state, value);

    /// <summary>The keys of a table of figures that is looked up next.</summary>
    public long[] TableKeys { get; } = new long[MaximumTableKeys];

    public int[] TableKeyStates { get; } = new int[MaximumTableKeys];

    /// <summary>What this thread knows of the sets of kinds.</summary>
    public KindSetMemory KindSets { get; }

    /// <summary>A bit per condition that holds.</summary>
    public long Holds { get; set; }

    /// <summary>A bit per condition that is neither true nor false.</summary>
    public ulong Odd { get; set; }

    /// <summary>A bit per condition at fault.</summary>
    public ulong Faults { get; set; }

    public void SetOdd(int truth, int condition)
    {
        Odd |= 1UL << condition;
        if (truth == -1) Faults |= 1UL << condition;
    }

    /// <summary>Whether the right is due as far as its conditions go.</summary>
    public int Whole { get; set; }

    /// <summary>A comparison of the unknown amount with a limit, by its range.</summary>
    public int Bounded(ComparisonOperator op, decimal limit, int facts)
    {
        (bool yes, bool no) = op == ComparisonOperator.Greater ? (Low > limit, High <= limit) : (Low >= limit, High < limit);
        return yes ? 1 : no ? 0 : facts;
    }

    /// <summary>Whether the amount is due.</summary>
    public int Due { get; set; }

    public int AmountState { get; set; }

    public long Amount { get; set; }

    public bool HasRange { get; set; }

    public decimal Low { get; set; }

    public decimal High { get; set; }
}

/// <summary>What a unit gave for a person.</summary>
/// <param name="Stamp">The case that it is about.</param>
/// <param name="State">Its state.</param>
/// <param name="Value">Its value.</param>
/// <param name="Order">The order of a list, where it may be another one than that of the case.</param>
internal readonly record struct UnitCell(int Stamp, int State, long Value, int Order);

/// <summary>A status read from a record, with the columns of one batch.</summary>
internal sealed record HeldColumns(StatusLeaf Leaf, RecordColumns Record, FieldColumn Codes);
