-- A second opinion on every row of `invoice-preview --accounts … -o csv`, by `rules.sql` in HUGEINT.
-- Given are the variables `as_of`, `addon`, `licenses` and `accounts`, and the tables `book`, `plans`
-- and `currencies`.

CREATE TABLE account AS
SELECT row_number() OVER () AS line, *
FROM read_json(getvariable('accounts'), format = 'newline_delimited', columns = {
    id: 'VARCHAR', name: 'VARCHAR', plan: 'VARCHAR', currency: 'VARCHAR',
    billing: 'STRUCT(
        frequency VARCHAR, anchor DATE, commitment VARCHAR, purchase_path VARCHAR,
        payment_method VARCHAR, credit VARCHAR,
        taxes STRUCT(name VARCHAR, percent VARCHAR, "from" DATE)[],
        discount STRUCT(percent VARCHAR, per_cycle VARCHAR, once VARCHAR))',
    licenses: 'STRUCT(standard INTEGER, additional INTEGER)',
    prices: 'MAP(VARCHAR, STRUCT(unit_price VARCHAR, per VARCHAR,
        discount STRUCT(percent VARCHAR, per_cycle VARCHAR, once VARCHAR)))',
    users: 'STRUCT(id VARCHAR, roles VARCHAR[])[]',
    events: 'STRUCT(kind VARCHAR, date DATE, addon VARCHAR, trial_end DATE, credit VARCHAR)[]'
});

-- The price in force: the account's own, else the row of the book that began last.
CREATE TABLE priced AS
WITH listed AS (
    SELECT currency AS listed_in, commitment, arg_max(unit_price, valid_from) AS unit_price,
        arg_max(per, valid_from) AS per
    FROM book
    WHERE addon = getvariable('addon') AND valid_from <= getvariable('as_of')
    GROUP BY ALL
),
own AS (
    SELECT line, map_extract(prices, getvariable('addon'))[1] AS price FROM account
)
SELECT line,
    coalesce(price.unit_price, unit_price) AS unit_price,
    CASE WHEN price IS NULL THEN per ELSE price.per END AS per,
    coalesce(price.discount, billing.discount) AS discount
FROM account JOIN own USING (line)
LEFT JOIN listed
    ON listed_in = currency AND listed.commitment = coalesce(billing.commitment, 'none');

-- State and route: the first that holds. Events count up to the day that is asked about.
CREATE TABLE standing AS
WITH happened AS (
    SELECT line, [event FOR event IN coalesce(events, []) IF event.date <= getvariable('as_of')]
        AS events
    FROM account
),
known AS (
    SELECT line, events,
        [event FOR event IN events IF event.addon = getvariable('addon')] AS about_it,
        [coalesce(event.trial_end, boundary(event.date, 1)) FOR event IN about_it
            IF event.kind = 'trial_started'] AS trial_ends
    FROM happened
)
SELECT line, known.events AS past,
    CASE
        WHEN list_contains(coalesce(includes, []), getvariable('addon')) THEN 'included'
        WHEN len([e FOR e IN about_it IF e.kind = 'subscribed']) > 0 THEN 'purchased'
        WHEN NOT list_contains(offers, getvariable('addon')) THEN 'not_offered'
        WHEN list_max(trial_ends) > getvariable('as_of') THEN 'trial_running'
        WHEN len(trial_ends) > 0 THEN 'trial_used'
        ELSE 'available'
    END AS state,
    CASE
        WHEN unit_price IS NULL THEN 'quote'
        WHEN billing.purchase_path IS NOT NULL THEN billing.purchase_path
        WHEN route = 'quote' THEN 'quote'
        WHEN billing.payment_method = 'bank_transfer' THEN 'quote'
        ELSE 'self_service'
    END AS route
FROM account JOIN known USING (line) JOIN priced USING (line) JOIN plans ON plans.id = plan;

CREATE TABLE cycle AS
WITH stepped AS (
    SELECT line, billing.anchor AS anchor,
        CASE billing.frequency
            WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 3 WHEN 'semiannual' THEN 6 ELSE 12
        END AS step,
        date_diff('month', anchor, getvariable('as_of')) // step AS guess
    FROM account
    WHERE billing.anchor <= getvariable('as_of')
),
counted AS (
    SELECT *, guess - (boundary(anchor, guess * step) > getvariable('as_of'))::INTEGER AS k
    FROM stepped
)
SELECT line, step, boundary(anchor, k * step) AS begins, boundary(anchor, (k + 1) * step) AS ends,
    ends - begins AS days, days_billed(getvariable('as_of')::DATE, ends) AS billed
FROM counted;

-- What one line says of two invoices: now, in part, and next, in full.
CREATE TABLE invoice AS
WITH asked AS (
    SELECT line, minor, 1000000 // minor AS unit, step, days, billed, ends,
        billing.taxes AS taxes, billing.credit AS credit, past,
        coalesce(getvariable('licenses'), licenses.standard + licenses.additional) AS quantity,
        price_of(unit_price) * CASE per WHEN 'month' THEN step ELSE 1 END * quantity AS full_price,
        share_of(coalesce(discount.percent, '0')) AS share,
        price_of(coalesce(discount.per_cycle, '0')) AS per_cycle,
        price_of(coalesce(discount.once, '0')) // unit AS once
    FROM account JOIN priced USING (line) JOIN standing USING (line) JOIN cycle USING (line)
    JOIN currencies ON code = currency
    WHERE unit_price IS NOT NULL
),
exact AS (
    SELECT *, full_price * billed AS n, unit * days AS d FROM asked
),
rounded AS (
    SELECT *, nearest(n, d) AS gross,
        greatest(subtotal_of(n, d, share, per_cycle, billed) - once, 0) AS subtotal,
        subtotal_of(full_price, unit, share, per_cycle, 1) AS next_subtotal
    FROM exact
)
SELECT *, tax_of(subtotal, taxes, getvariable('as_of')) AS tax,
    subtotal + coalesce(tax, 0) AS total,
    next_subtotal + coalesce(tax_of(next_subtotal, taxes, ends), 0) AS next_total,
    price_of(coalesce(credit, '0')) // unit AS credit_given,
    coalesce(list_sum([price_of(event.credit) // unit FOR event IN past
        IF event.kind = 'subscribed' AND event.credit IS NOT NULL]), 0) AS credit_taken,
    total - least(credit_left(credit_given, credit_taken), total) AS due,
    is_half(reduced(n, share, per_cycle, billed), d * 1000000) AS is_tie
FROM rounded;

-- Why there are no amounts, in the order in which a purchase stops.
CREATE TABLE judged AS
SELECT line, CASE
        WHEN state IN ('included', 'purchased', 'not_offered') THEN 'REFUSED'
        WHEN billing.anchor > getvariable('as_of') THEN 'BEFORE_FIRST_CYCLE'
        WHEN getvariable('licenses') > licenses.standard + licenses.additional
            THEN 'LICENSES_TOO_MANY'
        WHEN coalesce(getvariable('licenses'), licenses.standard + licenses.additional) > 1000000
            THEN 'BEYOND_LIMIT'
        WHEN unit_price IS NULL THEN 'NO_PRICE'
        WHEN greatest(gross, total) >= 1000000000000 * minor THEN 'BEYOND_LIMIT'
    END AS code
FROM account JOIN standing USING (line) JOIN priced USING (line) LEFT JOIN invoice USING (line);

CREATE TABLE opinion AS
SELECT line, id AS account, cell(name) AS name, getvariable('as_of')::DATE::VARCHAR AS as_of,
    getvariable('addon') AS addon, state, route, code,
    CASE WHEN code IS NULL THEN account.currency END AS currency,
    CASE WHEN code IS NULL THEN quantity::VARCHAR END AS quantity,
    CASE WHEN code IS NULL THEN billed::VARCHAR END AS days_billed,
    CASE WHEN code IS NULL THEN days::VARCHAR END AS cycle_days,
    CASE WHEN code IS NULL THEN money(subtotal, minor) END AS now_subtotal,
    CASE WHEN code IS NULL THEN money(tax, minor) END AS now_tax,
    CASE WHEN code IS NULL THEN money(total, minor) END AS now_total,
    CASE WHEN code IS NULL THEN money(due, minor) END AS now_due,
    CASE WHEN code IS NULL THEN ends::VARCHAR END AS next_date,
    CASE WHEN code IS NULL THEN money(next_total, minor) END AS next_total
FROM account JOIN standing USING (line) JOIN judged USING (line) LEFT JOIN invoice USING (line)
ORDER BY line;
