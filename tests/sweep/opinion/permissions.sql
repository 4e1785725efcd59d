-- A second opinion on `eligibility ADDON --accounts … -o csv` in the strict reading, but for its codes:
-- the tables `account` and `standing` of `invoices.sql`, and who may do what by docs/rules.md.

CREATE TABLE actions (number INTEGER, action VARCHAR);
INSERT INTO actions VALUES (1, 'subscribe'), (2, 'quote'), (3, 'trial'), (4, 'request');
CREATE TABLE may (role VARCHAR, action VARCHAR, by_route VARCHAR);
INSERT INTO may VALUES
    ('owner', 'subscribe', 'self_service'), ('owner', 'quote', 'quote'), ('owner', 'trial', NULL),
    ('admin', 'trial', NULL), ('admin', 'request', NULL), ('supervisor', 'request', NULL);

CREATE TABLE permission AS
WITH people AS (
    SELECT line, unnest(range(1, len(users) + 1)) AS place, users[place] AS person FROM account
),
asked AS (
    SELECT * FROM people CROSS JOIN actions
),
allowed AS (
    SELECT line, place, number, bool_or(
            list_contains(person.roles, role) AND coalesce(by_route = route, true)
            AND state IN ('available', 'trial_running', 'trial_used')
            AND (action <> 'trial' OR state = 'available')
        ) AS allowed
    FROM asked JOIN standing USING (line) JOIN may USING (action)
    GROUP BY ALL
)
SELECT row_number() OVER (ORDER BY line, place, number) AS line, id AS account,
    cell(name) AS name, getvariable('as_of')::DATE::VARCHAR AS as_of, getvariable('addon') AS addon,
    state, route, NULL AS code, person.id AS user, array_to_string(person.roles, ' ') AS roles,
    action, allowed::VARCHAR AS allowed
FROM asked JOIN allowed USING (line, place, number) JOIN standing USING (line)
JOIN account USING (line)
ORDER BY ALL;
