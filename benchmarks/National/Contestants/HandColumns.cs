using RightsEngine.National.Inputs;

namespace RightsEngine.National.Contestants;

/// <summary>The five rights as one loop over columns of whole numbers: about as fast as C# can be.</summary>
internal sealed class HandColumns : InMemory
{
    private const int Minimum = 1 << 0 | 1 << 1;
    private const int Disability = 1 << 2;

    private PopulationColumns _columns = null!;

    public override void Load(string folder, int households, int threads) => _columns = PopulationColumns.Read(folder, households, threads);

    public override void Decide(int worker, int from, int to, Answers answers)
    {
        int[] firstPerson = _columns.FirstPerson, born = _columns.Born, firstAssessment = _columns.FirstAssessment, year = _columns.Year;
        int[] firstStatus = _columns.FirstStatus, statusFrom = _columns.From, statusTo = _columns.To;
        long[] income = _columns.Income, supplements = answers.Supplement, schools = answers.School;
        byte[] code = _columns.Code;
        ushort[] all = answers.Granted;
        int day = Figures.Day.DayNumber, adultsAreBornBy = Figures.AdultsAreBornBy.DayNumber;
        for (int h = from; h < to; h++)
        {
            int first = firstPerson[h], end = firstPerson[h + 1], children = 0, statuses = 0;
            long total = 0;
            for (int p = first; p < end; p++)
                if (born[p] > adultsAreBornBy) children++;
            for (int a = firstAssessment[first], last = firstAssessment[end]; a < last; a++)
                if (year[a] == Figures.IncomeYear) total += income[a];
            for (int s = firstStatus[first], last = firstStatus[end]; s < last; s++)
                if (statusFrom[s] <= day && statusTo[s] >= day) statuses |= 1 << code[s];

            bool isSmall = children < Figures.ManyChildren;
            bool reimbursed = (statuses & Minimum) != 0 || total < Figures.ReimbursementBase + (long)Figures.ReimbursementPerMember * (end - first - 1);
            bool supplement = children >= 1 && total <= (isSmall ? Figures.SupplementSmallLimit : Figures.SupplementLargeLimit);
            bool school = children >= 1 && total < Figures.SchoolBase + (long)Figures.SchoolPerChild * children;
            bool tariff = reimbursed || (statuses & Disability) != 0;
            all[h] = (ushort)((reimbursed ? 1 << Right.IncreasedReimbursement | 1 << Right.ReducedCarePremium : 0)
                | (school ? 1 << Right.SchoolAllowance : 0) | (supplement ? 1 << Right.SocialSupplement : 0) | (tariff ? 1 << Right.SocialTariff : 0));
            supplements[h] = supplement ? children * (long)(isSmall ? Figures.SupplementSmallAmount : Figures.SupplementLargeAmount) : 0;
            schools[h] = school ? children * (long)Figures.SchoolAmount : 0;
        }
    }
}
