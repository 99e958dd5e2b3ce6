namespace RightsEngine.National.Inputs;

/// <summary>A household as an object.</summary>
public sealed class Home
{
    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>The first households of a population as objects.</summary>
    internal static Home[] Of(PopulationColumns columns)
    {
        var homes = new Home[columns.Households];
        for (int h = 0; h < homes.Length; h++)
        {
            int start = columns.FirstPerson[h];
            var members = new Member[columns.FirstPerson[h + 1] - start];
            for (int m = 0; m < members.Length; m++) members[m] = Member.Of(columns, start + m);
            homes[h] = new Home { Members = members };
        }
        return homes;
    }
}

public sealed class Member
{
    public required DateOnly BirthDate { get; init; }

    public required IReadOnlyList<Assessment> Assessments { get; init; }

    public required IReadOnlyList<Status> Statuses { get; init; }

    internal static Member Of(PopulationColumns columns, int person)
    {
        int assessment = columns.FirstAssessment[person], status = columns.FirstStatus[person];
        var assessments = new Assessment[columns.FirstAssessment[person + 1] - assessment];
        for (int a = 0; a < assessments.Length; a++) assessments[a] = new Assessment { Year = columns.Year[assessment + a], Income = columns.Income[assessment + a] / 100m };
        var statuses = new Status[columns.FirstStatus[person + 1] - status];
        for (int s = 0; s < statuses.Length; s++)
        {
            int to = columns.To[status + s];
            statuses[s] = new Status
            {
                Code = PopulationColumns.Codes[columns.Code[status + s]],
                From = DateOnly.FromDayNumber(columns.From[status + s]),
                To = to == int.MaxValue ? null : DateOnly.FromDayNumber(to),
            };
        }
        return new Member { BirthDate = DateOnly.FromDayNumber(columns.Born[person]), Assessments = assessments, Statuses = statuses };
    }
}

public sealed class Assessment
{
    public required int Year { get; init; }

    public required decimal Income { get; init; }
}

public sealed class Status
{
    public required string Code { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly? To { get; init; }
}
