-- The rules of an amount in whole numbers, written from docs/rules.md without a look at the program's
-- own. A price is read as millionths of its currency, a percentage as millionths of the whole. Tests
-- put wrong rules in their place, one by one, to see that the accounts tell them apart.

CREATE MACRO scaled(number, places) AS
    (split_part(number, '.', 1) || rpad(split_part(number, '.', 2), places, '0'))::HUGEINT;
CREATE MACRO price_of(number) AS scaled(number, 6);
CREATE MACRO share_of(number) AS scaled(number, 4);

-- An amount is rounded once, a half up.
CREATE MACRO nearest(n, d) AS (2 * n + d) // (2 * d);
CREATE MACRO is_half(n, d) AS n % d * 2 = d;

-- The k-th boundary is counted from the anchor, the day clamped to the month's length.
CREATE MACRO boundary(anchor, months) AS (anchor + to_months(months::INTEGER))::DATE;

-- The day of purchase is billed; the day on which a cycle ends belongs to the next.
CREATE MACRO days_billed(day, cycle_end) AS cycle_end - day;

-- The subtotal is what is rounded, not the discount; one for each cycle is in proportion to the days.
CREATE MACRO reduced(n, share, per_cycle, days) AS
    greatest(n * (1000000 - share) - per_cycle * days * 1000000, 0);
CREATE MACRO subtotal_of(n, d, share, per_cycle, days) AS
    nearest(reduced(n, share, per_cycle, days), d * 1000000);

-- Of one name the row holds that began last, on the invoice's date or before.
CREATE MACRO begun(taxes, day) AS [tax FOR tax IN taxes IF coalesce(tax."from" <= day, true)];
CREATE MACRO holds(tax, others) AS len([
    other FOR other IN others
    IF other.name = tax.name AND other."from" > coalesce(tax."from", DATE '1900-01-01')
]) = 0;
CREATE MACRO rates(taxes, day) AS [
    share_of(tax.percent) FOR tax IN begun(taxes, day) IF holds(tax, begun(taxes, day))
];
-- Each tax is rounded by itself; no taxes at all are unknown, an empty list is a tax of 0.
CREATE MACRO tax_of(subtotal, taxes, day) AS CASE
    WHEN taxes IS NULL THEN NULL
    ELSE coalesce(list_sum([nearest(subtotal * rate, 1000000) FOR rate IN rates(taxes, day)]), 0)
END;

-- Credit that recorded purchases took is gone.
CREATE MACRO credit_left(credit, taken) AS greatest(credit - taken, 0);

CREATE MACRO money(amount, minor) AS CASE
    WHEN minor = 1 THEN amount::VARCHAR
    ELSE (amount // minor)::VARCHAR || '.' || ((amount % minor + minor)::VARCHAR)[2:]
END;
-- What a spreadsheet would take for a formula is text.
CREATE MACRO cell(word) AS CASE WHEN word[1] IN ('=', '+', '-', '@') THEN '''' ELSE '' END || word;
