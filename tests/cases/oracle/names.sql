-- Names that need quotes, and some that look as if they did.
CREATE SCHEMA "Größe";
CREATE SCHEMA "a.b";
CREATE SCHEMA "select";
CREATE TABLE "Größe"."Straße ""x""" ("Id" integer PRIMARY KEY, "select" text, "a b" text, "a.b" integer, "日本" text DEFAULT 'x', "it's" integer, a$b integer, "über" text, _x integer, "1st" integer, "semi;colon" text, "--dash" text, "/*c*/" text);
CREATE TABLE "a.b"."c.d" ("e.f" serial PRIMARY KEY, "Ref" integer REFERENCES "Größe"."Straße ""x""" ("Id"));
CREATE TABLE "select"."from" ("where" integer NOT NULL, "order" text, "user" text, "table" integer, "group" text, name text, type text, value integer, "end" text, "offset" integer, "interval" text, "timestamp" text, "values" integer, "coalesce" integer,
    CONSTRAINT "primary" PRIMARY KEY ("where"), CONSTRAINT "check" CHECK ("table" > 0), UNIQUE ("order", "user"));
CREATE TABLE MiXeD_Case (ID integer, "ID" integer, "Id" integer);
CREATE TABLE public.a_name_that_is_exactly_as_long_as_a_name_may_be_sixty_three_bye (the_column_that_is_also_very_long_and_makes_a_long_constraint integer UNIQUE, another_column_that_is_also_very_long_and_makes_a_long_one integer REFERENCES "select"."from" ("where") CHECK (another_column_that_is_also_very_long_and_makes_a_long_one > 0));
CREATE INDEX ON public.a_name_that_is_exactly_as_long_as_a_name_may_be_sixty_three_bye (another_column_that_is_also_very_long_and_makes_a_long_one);
CREATE TABLE public."日本語のとても長いテーブルの名前です" ("とても長い列の名前です" integer PRIMARY KEY, "もっと長い列の名前です" serial UNIQUE);
CREATE TYPE "a.b"."E.num" AS ENUM ('A.b', 'c"d');
CREATE DOMAIN "select"."domain" AS "a.b"."E.num";
CREATE TABLE "Größe".uses (a "a.b"."E.num" DEFAULT 'A.b'::"a.b"."E.num", b "select"."domain"[], c "a.b"."c.d");
CREATE VIEW "select"."view" AS SELECT f."where", f."order" AS "ORDER", f."group" FROM "select"."from" f;
CREATE INDEX "Index; here" ON "select"."from" ("order" DESC, lower("user"), ("table" + "offset"));
CREATE SEQUENCE "a.b"."Seq.uence";
ALTER TABLE "Größe"."Straße ""x""" ALTER COLUMN "a.b" SET DEFAULT nextval('"a.b"."Seq.uence"'::regclass);
COMMENT ON TABLE "Größe"."Straße ""x""" IS E'line one\nline ''two''; \\ and "quotes" – ½';
COMMENT ON COLUMN "Größe"."Straße ""x"""."日本" IS 'CREATE TABLE x (id int);';
COMMENT ON COLUMN "a.b"."c.d"."e.f" IS '';
COMMENT ON TABLE mixed_case IS $tag$it's $$ here$tag$;
COMMENT ON CONSTRAINT "check" ON "select"."from" IS 'A check';
ALTER TABLE mixed_case RENAME COLUMN id TO "renamed Id";
ALTER TABLE "select"."from" RENAME CONSTRAINT "primary" TO "Primary Key";
ALTER SCHEMA "a.b" RENAME TO "b.a";
INSERT INTO "select"."from" ("where", "order") VALUES (1, ');'), (2, '\'), (3, '''');
