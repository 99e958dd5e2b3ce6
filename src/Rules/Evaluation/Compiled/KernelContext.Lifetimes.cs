using RightsEngine.Concepts.Batches;
using RightsEngine.Language.Builtins;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Births, deaths and ages.</summary>
internal sealed partial class KernelContext
{
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
}
