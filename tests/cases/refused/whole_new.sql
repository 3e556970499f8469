--
-- PostgreSQL database dump
--

-- Dumped from database version 17.2
-- Dumped by pg_dump version 17.2

SET statement_timeout = 0;
SET transaction_timeout = 0;
CREATE TABLE public.parted (id integer GENERATED ALWAYS AS IDENTITY, day date) PARTITION BY RANGE (day);
CREATE TABLE public.part (id integer NOT NULL, day date);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.part FOR VALUES FROM (1) TO (2);
GRANT ALL ON TABLE public.part TO reader;
CREATE TYPE public.span AS RANGE (subtype = date, multirange_type_name = public.spans);
--
-- PostgreSQL database dump complete
--

