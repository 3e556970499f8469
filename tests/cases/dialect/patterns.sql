-- = 1
SELECT count(*) FILTER (WHERE note ~ '^[A-Z]') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE note ~* '^[a-z]') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE note !~ '\d') FROM bank_core.payment

-- = 6
SELECT count(*) FILTER (WHERE note !~* 'MAY') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE note ~ 'one.line') FROM bank_core.payment

-- = 0
SELECT count(*) FILTER (WHERE note ~ 'one$') FROM bank_core.payment

-- = 0
SELECT count(*) FILTER (WHERE note ~ '^line two') FROM bank_core.payment

-- refused: the regular expression '\w+'
SELECT count(*) FILTER (WHERE note ~ '\w+') FROM bank_core.payment

-- refused: the regular expression '[[:digit:]]'
SELECT count(*) FILTER (WHERE note ~ '[[:digit:]]') FROM bank_core.payment

-- = 2126
SELECT sum(substring(note from '\d+')::int) FROM bank_core.payment

-- = 1
SELECT sum(length(substring(note from '([A-Z])[a-z]+'))) FROM bank_core.payment

-- refused: substring by '(a|b)c', where one of several may match
SELECT sum(length(substring(note from '(a|b)c'))) FROM bank_core.payment

-- = 57
SELECT sum(length(regexp_replace(note, '[0-9]+', ''))) FROM bank_core.payment

-- = 57
SELECT sum(length(regexp_replace(note, '[0-9]', '', 'g'))) FROM bank_core.payment

-- = 16
SELECT sum(regexp_count(note, '[aeiou]')) FROM bank_core.payment

-- = -44
SELECT sum(~id) FROM bank_core.payment
