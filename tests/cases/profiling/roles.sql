-- Dictionaries, state logs, logs and what only looks like one.
CREATE SCHEMA shop;
CREATE SCHEMA dict;
CREATE TABLE dict.anything (a integer PRIMARY KEY, b integer, c integer, d integer, e integer, f integer, g integer, h integer, i integer);
CREATE TABLE shop.colour (id smallint PRIMARY KEY, code text, name text);
CREATE TABLE shop.unused_colour (id smallint PRIMARY KEY, code text, name text);
CREATE TABLE shop.unused_wide (id smallint PRIMARY KEY, code text, name text, a text, b text);
CREATE TABLE shop.unused_four (id smallint PRIMARY KEY, code text, name text, a text);
CREATE TABLE shop.wide_code (id smallint PRIMARY KEY, code text, name text, a text, b text, c text, d text, e text);
CREATE TABLE shop.wider_code (id smallint PRIMARY KEY, code text, name text, a text, b text, c text, d text, e text, f text);
CREATE TABLE shop.deal_type (id smallint PRIMARY KEY, note text);
CREATE TABLE shop.deal_kind (id smallint PRIMARY KEY, note text, colour_id smallint REFERENCES shop.colour, up smallint REFERENCES shop.deal_kind);
CREATE TABLE shop.deal_category (id smallint PRIMARY KEY, colour_id smallint REFERENCES shop.colour, type_id smallint REFERENCES shop.deal_type);
CREATE TABLE shop.idle_type (id smallint PRIMARY KEY, note text);
CREATE TABLE shop.tiny (id smallint PRIMARY KEY, title text, a text, b text);
CREATE TABLE shop.tiny_five (id smallint PRIMARY KEY, title text, a text, b text, c text);
CREATE TABLE shop.shade (id smallint PRIMARY KEY, shade text);
CREATE TABLE shop.tiny_mute (id smallint PRIMARY KEY, words text);
CREATE TABLE shop.tiny_refers (id smallint PRIMARY KEY, title text, colour_id smallint REFERENCES shop.colour);
CREATE TABLE shop.own_parent (id smallint PRIMARY KEY, code text, label text, up smallint REFERENCES shop.own_parent);
CREATE TABLE shop.deal (
    id bigserial PRIMARY KEY,
    colour_id smallint REFERENCES shop.colour, wide smallint REFERENCES shop.wide_code, wider smallint REFERENCES shop.wider_code,
    type_id smallint REFERENCES shop.deal_type, kind_id smallint REFERENCES shop.deal_kind, category_id smallint REFERENCES shop.deal_category,
    tiny_id smallint REFERENCES shop.tiny, five_id smallint REFERENCES shop.tiny_five, shade_id smallint REFERENCES shop.shade,
    mute_id smallint REFERENCES shop.tiny_mute, refers_id smallint REFERENCES shop.tiny_refers, other integer REFERENCES dict.anything,
    again smallint REFERENCES shop.colour);
CREATE INDEX ON shop.deal (colour_id);
CREATE INDEX ON shop.deal (again) WHERE again IS NOT NULL;
CREATE INDEX ON shop.deal (wide) WHERE wide > 5;
CREATE INDEX ON shop.deal (type_id, kind_id);
CREATE TABLE shop.deal_state_log (id bigserial PRIMARY KEY, deal_id bigint NOT NULL REFERENCES shop.deal, at timestamptz NOT NULL);
CREATE TABLE shop.deal_status_history (id bigserial PRIMARY KEY, deal_id bigint);
CREATE TABLE shop.moves (id bigserial PRIMARY KEY, deal_id bigint REFERENCES shop.deal, from_state text, to_state text, moved date NOT NULL);
CREATE TABLE shop.moves_untimed (id bigserial PRIMARY KEY, old_state text, new_state text);
CREATE TABLE shop.moves_one_way (id bigserial PRIMARY KEY, from_state text, moved date);
CREATE TABLE shop.trips (id bigserial PRIMARY KEY, "from" text, "to" text, on_day date);
CREATE TABLE shop.deal_log (id bigserial PRIMARY KEY, deal_id bigint REFERENCES shop.deal, colour_id smallint REFERENCES shop.colour, logged_at timestamptz NOT NULL);
CREATE TABLE shop.deals_event (id bigserial PRIMARY KEY, tiny_id smallint REFERENCES shop.tiny, happened_at timestamptz);
CREATE TABLE shop.untimed_log (id bigserial PRIMARY KEY, words text);
CREATE TABLE shop.audit (id bigserial PRIMARY KEY, deal_id bigint REFERENCES shop.deal, shade_id smallint REFERENCES shop.shade, ts timestamptz);
CREATE TABLE shop.catalogue (id bigserial PRIMARY KEY, at timestamptz NOT NULL);
CREATE TABLE shop.own_log (id bigserial PRIMARY KEY, before_id bigint REFERENCES shop.own_log, at timestamptz NOT NULL);
CREATE TABLE shop.elsewhere_log (id bigserial PRIMARY KEY, other integer REFERENCES dict.anything, at timestamptz NOT NULL);
CREATE TABLE shop.pair (a integer, b integer, PRIMARY KEY (a, b), UNIQUE (b));
CREATE TABLE shop.refers_pair (id bigint PRIMARY KEY, b integer, a integer, c integer, FOREIGN KEY (a, b) REFERENCES shop.pair (a, b), FOREIGN KEY (c) REFERENCES shop.pair (b));
CREATE INDEX ON shop.refers_pair (b, a, c);
CREATE INDEX ON shop.refers_pair (a, c);
CREATE UNIQUE INDEX ON shop.refers_pair (c);
CREATE VIEW shop.deals AS SELECT d.id FROM shop.deal d;
CREATE TABLE shop.base (id integer);
CREATE TABLE shop.child (more text) INHERITS (shop.base);
CREATE TABLE shop.orders (id bigint PRIMARY KEY, words text, a text, b text, c text, d date);
CREATE TABLE shop.order_log (id bigint PRIMARY KEY, orders_id bigint REFERENCES shop.orders, deal_id bigint REFERENCES shop.deal, at timestamptz NOT NULL);
CREATE TABLE shop.order_line_history (id bigint PRIMARY KEY, orders_id bigint REFERENCES shop.orders, deal_id bigint REFERENCES shop.deal, at timestamptz NOT NULL);
ALTER TABLE shop.base ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.child USING (id > 1);
