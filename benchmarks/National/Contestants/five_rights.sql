-- The five rights of ../rules as one query: what rights evaluate decides and writes, by hand.
-- {data}, {output} and {threads} are filled in.
COPY (
  WITH homes AS (
    SELECT case_id, count(*) AS members, count(*) FILTER (birth_date > DATE '2007-01-01') AS children
    FROM read_parquet('{data}/registration.parquet')
    GROUP BY case_id
  ),
  incomes AS (
    SELECT case_id, sum(income) AS income
    FROM read_parquet('{data}/assessment.parquet')
    WHERE year = 2023
    GROUP BY case_id
  ),
  statuses AS (
    SELECT case_id, bool_or(code IN ('LIVING_WAGE', 'GUARANTEE')) AS minimum_income, bool_or(code = 'DISABILITY') AS disability
    FROM read_parquet('{data}/social_status.parquet')
    WHERE ("from" IS NULL OR "from" <= DATE '2025-01-01') AND ("to" IS NULL OR "to" >= DATE '2025-01-01')
    GROUP BY case_id
  ),
  facts AS (
    SELECT case_id, members, children, coalesce(income, 0) AS income,
      coalesce(minimum_income, false) AS minimum_income, coalesce(disability, false) AS disability
    FROM homes LEFT JOIN incomes USING (case_id) LEFT JOIN statuses USING (case_id)
  ),
  conditions AS (
    SELECT case_id, children, minimum_income, disability,
      children >= 1 AS has_children,
      income <= CASE WHEN children <= 2 THEN 40000 ELSE 60000 END AS supplement_means,
      income < 22000 + 4000 * (members - 1) AS low_income,
      income < 30000 + 5000 * children AS school_means,
      minimum_income OR income < 22000 + 4000 * (members - 1) AS reimbursed
    FROM facts
  )
  SELECT case_id AS "case", d."right", DATE '2025-01-01' AS period, d.outcome, d.amount, d."true", d."false"
  FROM (
    SELECT case_id, unnest([
      {'right': 'increased_reimbursement',
       'outcome': if(reimbursed, 'granted', 'refused'),
       'amount': NULL::DECIMAL(18, 2),
       'true': reimbursed::UTINYINT + 2 * minimum_income::UTINYINT + 4 * low_income::UTINYINT,
       'false': 7 - (reimbursed::UTINYINT + 2 * minimum_income::UTINYINT + 4 * low_income::UTINYINT)},
      {'right': 'reduced_care_premium',
       'outcome': if(reimbursed, 'granted', 'refused'),
       'amount': NULL,
       'true': reimbursed::UTINYINT,
       'false': 1 - reimbursed::UTINYINT},
      {'right': 'school_allowance',
       'outcome': if(has_children AND school_means, 'granted', 'refused'),
       'amount': if(has_children AND school_means, children * 25.25, NULL),
       'true': has_children::UTINYINT + 2 * school_means::UTINYINT,
       'false': 3 - (has_children::UTINYINT + 2 * school_means::UTINYINT)},
      {'right': 'social_supplement',
       'outcome': if(has_children AND supplement_means, 'granted', 'refused'),
       'amount': if(has_children AND supplement_means, children * CASE WHEN children <= 2 THEN 60 ELSE 90.50 END, NULL),
       'true': has_children::UTINYINT + 2 * supplement_means::UTINYINT,
       'false': 3 - (has_children::UTINYINT + 2 * supplement_means::UTINYINT)},
      {'right': 'social_tariff',
       'outcome': if(reimbursed OR disability, 'granted', 'refused'),
       'amount': NULL,
       'true': (reimbursed OR disability)::UTINYINT + 2 * reimbursed::UTINYINT + 4 * disability::UTINYINT,
       'false': 7 - ((reimbursed OR disability)::UTINYINT + 2 * reimbursed::UTINYINT + 4 * disability::UTINYINT)}
    ], recursive := true)
    FROM conditions
  ) AS d
) TO '{output}' (FORMAT parquet)
