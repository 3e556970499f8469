-- What happens to client and payment number i, as functions of i: the same facts seen by webbank, bpm, vss, aml and mms.
-- pg_temp: they exist while a database is being filled and leave nothing behind.

CREATE FUNCTION pg_temp.h(i bigint, salt bigint) RETURNS bigint IMMUTABLE LANGUAGE sql
  RETURN hashint8extended(i, salt) & 2147483647;

-- Clients: one every hour and a half over two years, the last just before the clock.

CREATE FUNCTION pg_temp.client_created(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN {clock} - ({clients} - i) * (interval '730 days' / {clients}) - pg_temp.h(i, 11) % 3000 * interval '1 second';

-- Of a hundred: 6 are rejected, 4 never send their documents, 2 hang in KYC; the others become active within three days.
CREATE FUNCTION pg_temp.client_fate(i bigint) RETURNS int IMMUTABLE LANGUAGE sql
  RETURN (i * 37 + pg_temp.h(i, 12) % 11) % 100;

CREATE FUNCTION pg_temp.client_decided(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN pg_temp.client_created(i) + (7200 + pg_temp.h(i, 13) % 252000) * interval '1 second';

CREATE FUNCTION pg_temp.client_activated(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.client_fate(i) >= 12 AND pg_temp.client_decided(i) < {clock} THEN pg_temp.client_decided(i) END;

-- Of the active ones some are suspended (82..87) or close (88..99) between one and three hundred days later.
CREATE FUNCTION pg_temp.client_left(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.client_fate(i) >= 82
    AND pg_temp.client_decided(i) + (1 + pg_temp.h(i, 14) % 300) * interval '1 day' < {clock}
    THEN pg_temp.client_decided(i) + (1 + pg_temp.h(i, 14) % 300) * interval '1 day' END;

CREATE FUNCTION pg_temp.client_state(i bigint) RETURNS smallint IMMUTABLE LANGUAGE sql
  RETURN CASE
    WHEN pg_temp.client_left(i) IS NOT NULL THEN CASE WHEN pg_temp.client_fate(i) < 88 THEN 6 ELSE 7 END
    WHEN pg_temp.client_activated(i) IS NOT NULL THEN 4
    WHEN pg_temp.client_fate(i) < 6 AND pg_temp.client_decided(i) < {clock} THEN 5
    WHEN pg_temp.client_fate(i) BETWEEN 6 AND 9 THEN 2
    WHEN pg_temp.client_decided(i) - interval '1 hour' < {clock} THEN 3
    ELSE 1 END;

-- Of those that are active now one in fifteen was suspended for one to eight days in between, and reinstated.
CREATE FUNCTION pg_temp.client_suspended(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.client_state(i) = 4 AND pg_temp.h(i, 15) % 15 = 7
    AND pg_temp.client_decided(i) + (9 + pg_temp.h(i, 16) % 120) * interval '1 day' < {clock}
    THEN pg_temp.client_decided(i) + (1 + pg_temp.h(i, 16) % 120) * interval '1 day' END;

CREATE FUNCTION pg_temp.client_reinstated(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN pg_temp.client_suspended(i) + (1 + pg_temp.h(i, 17) % 8) * interval '1 day';

-- Payments: spread evenly over 180 days. What payment i is follows from i % 8:
-- 0 internal, 1 and 3 outgoing SEPA credit, 2 incoming SEPA credit, 4 outgoing and 5 incoming SEPA instant,
-- 6 outgoing SWIFT, 7 incoming SWIFT, TARGET2 or a card payout. Of every 32 four wait for a compliance review: 2, 3, 5
-- and 6, one of each kind that crosses the bank's border often.

CREATE FUNCTION pg_temp.payment_rail(i bigint) RETURNS smallint IMMUTABLE LANGUAGE sql
  RETURN (ARRAY[4, 1, 1, 1, 2, 2, 3, (ARRAY[3, 5, 6])[1 + pg_temp.h(i, 21) % 3]])[1 + i % 8];

CREATE FUNCTION pg_temp.payment_direction(i bigint) RETURNS smallint IMMUTABLE LANGUAGE sql
  RETURN (ARRAY[3, 2, 1, 2, 2, 1, 2, CASE WHEN pg_temp.payment_rail(i) = 3 THEN 1 ELSE 2 END])[1 + i % 8];

CREATE FUNCTION pg_temp.payment_created(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN {clock} - ({payments} - i) * (interval '180 days' / {payments}) - (120 + pg_temp.h(i, 22) % 300) * interval '1 second';

CREATE FUNCTION pg_temp.payment_amount(i bigint) RETURNS numeric(18, 2) IMMUTABLE LANGUAGE sql
  RETURN 0.01 + (pg_temp.h(i, 23) % 100000)::numeric / 100 * (1 + pg_temp.h(i, 24) % 9);

CREATE FUNCTION pg_temp.payment_is_reviewed(i bigint) RETURNS boolean IMMUTABLE LANGUAGE sql
  RETURN i % 32 IN (2, 3, 5, 6);

-- Cancelled before authorisation: 1 in 90 of those that nobody reviews.
CREATE FUNCTION pg_temp.payment_authorized(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.payment_is_reviewed(i) OR pg_temp.h(i, 25) % 90 <> 0
    THEN pg_temp.payment_created(i) + (5 + pg_temp.h(i, 26) % 85) * interval '1 second' END;

-- How long compliance holds a reviewed payment: from one hour to three days.
CREATE FUNCTION pg_temp.payment_hold(i bigint) RETURNS interval IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.payment_is_reviewed(i) THEN (3600 + pg_temp.h(i, 27) % 255600) * interval '1 second'
    ELSE interval '0' END;

-- What the bank itself needs: internal seconds, instant up to ten seconds, SEPA 12 to 55 minutes, TARGET2 under an hour,
-- card payouts minutes, SWIFT two to twenty hours.
CREATE FUNCTION pg_temp.payment_work(i bigint) RETURNS interval IMMUTABLE LANGUAGE sql
  RETURN interval '1 second' * CASE pg_temp.payment_rail(i)
    WHEN 4 THEN 1 + pg_temp.h(i, 28) % 3
    WHEN 2 THEN 2 + pg_temp.h(i, 28) % 8
    WHEN 1 THEN 720 + pg_temp.h(i, 28) % 2580
    WHEN 5 THEN 600 + pg_temp.h(i, 28) % 2700
    WHEN 6 THEN 60 + pg_temp.h(i, 28) % 900
    ELSE 7200 + pg_temp.h(i, 28) % 64800 END;

-- Sent when compliance has let go of it and a quarter or a half of the work is done: how long a payment stays authorised
-- does not tell how long it was held.
CREATE FUNCTION pg_temp.payment_sent(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN pg_temp.payment_authorized(i) + pg_temp.payment_hold(i)
    + pg_temp.payment_work(i) * (1 + pg_temp.h(i, 31) % 2) / 4;

CREATE FUNCTION pg_temp.payment_ends(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN pg_temp.payment_authorized(i) + pg_temp.payment_hold(i) + pg_temp.payment_work(i);

-- Rejected by us or by the rail: 1 in 40, of those that compliance reviews 1 in 10.
CREATE FUNCTION pg_temp.payment_is_refused(i bigint) RETURNS boolean IMMUTABLE LANGUAGE sql
  RETURN pg_temp.h(i, 29) % CASE WHEN pg_temp.payment_is_reviewed(i) THEN 10 ELSE 40 END = 7;

CREATE FUNCTION pg_temp.payment_settled(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN NOT pg_temp.payment_is_refused(i) AND pg_temp.payment_ends(i) < {clock} THEN pg_temp.payment_ends(i) END;

CREATE FUNCTION pg_temp.payment_rejected(i bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.payment_is_refused(i) AND pg_temp.payment_ends(i) < {clock} THEN pg_temp.payment_ends(i) END;

CREATE FUNCTION pg_temp.payment_state(i bigint) RETURNS smallint IMMUTABLE LANGUAGE sql
  RETURN CASE
    WHEN pg_temp.payment_authorized(i) IS NULL THEN 6
    WHEN pg_temp.payment_settled(i) IS NOT NULL THEN CASE WHEN pg_temp.h(i, 30) % 250 = 1 THEN 7 ELSE 4 END
    WHEN pg_temp.payment_rejected(i) IS NOT NULL THEN 5
    WHEN pg_temp.payment_sent(i) < {clock} THEN 3
    ELSE 2 END;

-- Compliance reviews: number k is of the payment it holds, monetary ones of the outgoing.

CREATE FUNCTION pg_temp.review_payment(k bigint) RETURNS bigint IMMUTABLE LANGUAGE sql
  RETURN 32 * ((k - 1) / 4) + (ARRAY[3, 2, 5, 6])[1 + (k - 1) % 4];

CREATE FUNCTION pg_temp.review_opened(k bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN pg_temp.payment_authorized(pg_temp.review_payment(k));

CREATE FUNCTION pg_temp.review_closed(k bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN pg_temp.review_opened(k) + pg_temp.payment_hold(pg_temp.review_payment(k)) < {clock}
    THEN pg_temp.review_opened(k) + pg_temp.payment_hold(pg_temp.review_payment(k)) END;
